#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "config/settings.hpp"
#include "console/words.hpp"
#include "postgres/connection.hpp"
#include "schema/catalog_check.hpp"

namespace nightjar::daemon {

/// The database, after checking that it has a ledger.
class LedgerConnection {
 public:
  LedgerConnection(const config::Settings& settings, const std::string& command)
      : database_(settings.database_url, "nightjar " + command) {
    schema::require_migrated(database_);
  }
  [[nodiscard]] postgres::Connection& database() { return database_; }

 private:
  postgres::Connection database_;
};

/// The cells of a result row by column name.
class ResultRow {
 public:
  ResultRow(const postgres::Result& result, std::size_t row) : result_(result), row_(row) {}

  [[nodiscard]] std::string text(std::string_view column) const {
    return std::string(value(column).value_or("-"));
  }
  [[nodiscard]] std::string time(std::string_view column) const {
    return console::utc_text(value(column).value_or("-"));
  }
  [[nodiscard]] std::string number(std::string_view column) const {
    const auto found = value(column);
    return found ? console::with_commas(std::stoull(std::string(*found))) : "-";
  }
  [[nodiscard]] std::optional<std::string_view> value(std::string_view column) const {
    std::size_t at = 0;
    while (result_.column_name(at) != column) ++at;
    return result_.value(row_, at);
  }

 private:
  const postgres::Result& result_;
  std::size_t row_;
};

}  // namespace nightjar::daemon
