#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "postgres/connection.hpp"

namespace nightjar::daemon {

enum class Align { left, right };

/// A table of text for people: a line of headings, then the rows, columns as wide as they need.
class Table {
 public:
  struct Column {
    std::string heading;
    Align align = Align::left;
  };

  explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}
  void add(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
  [[nodiscard]] std::string text() const;

 private:
  std::vector<Column> columns_;
  std::vector<std::vector<std::string>> rows_;
};

/// 1234567 as `1,234,567`.
std::string with_commas(std::uint64_t number);
/// 5242880 as `5.0 MiB`.
std::string bytes_text(std::uint64_t bytes);

/// An answer of the database as a table; NULL is shown as `-`.
std::string table_of(const postgres::Result& result);

}  // namespace nightjar::daemon
