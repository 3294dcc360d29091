#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "feed/definition.hpp"
#include "feed/size_bound.hpp"
#include "feed/violation.hpp"
#include "postgres/connection.hpp"

namespace nightjar::loading {

/// Finds the rows that the feed's tables cannot store: those with a key that is too long for an
/// index, or with more than fits a page. Only PostgreSQL knows how far it can compress a value: the
/// few rows that are long enough for this to matter are tried in a temporary table with the same
/// indexes, on a session of its own that opens with the first of them.
class SizeTrial {
 public:
  /// Reads the definition of the tables from the catalog. The session of the trials takes no lock
  /// on them: another session may hold one until the night is over, or be waiting for one.
  SizeTrial(postgres::Executor& database, std::string database_url,
            const feed::Definition& definition);
  ~SizeTrial();
  SizeTrial(const SizeTrial&) = delete;
  SizeTrial& operator=(const SizeTrial&) = delete;

  /// Which rows need no trial.
  [[nodiscard]] const feed::SizeBound& bound() const { return bound_; }
  /// For each row, in the format of feed::Row::wire(), why it cannot be stored; nothing if it can.
  [[nodiscard]] std::vector<std::optional<feed::Violation>> try_rows(
      const std::vector<std::string_view>& rows);

 private:
  /// The definition of the feed's tables.
  struct Likeness {
    std::vector<std::string> statements;  ///< that create a table like them
    std::vector<feed::SizeBound::Columns> indexes;
  };
  static Likeness likeness(postgres::Executor& database, const feed::Definition& definition);

  void make_table();
  [[nodiscard]] std::optional<std::string> refusal(const std::vector<std::string_view>& rows,
                                                   std::size_t begin, std::size_t end);
  void judge(const std::vector<std::string_view>& rows, std::size_t begin, std::size_t end,
             std::vector<std::optional<feed::Violation>>& verdicts);
  [[nodiscard]] feed::Violation violation_of(std::string_view row,
                                             const std::string& refusal) const;

  std::string database_url_;
  const feed::Definition& definition_;
  Likeness likeness_;
  feed::SizeBound bound_;
  std::unique_ptr<postgres::Connection> session_;
};

}  // namespace nightjar::loading
