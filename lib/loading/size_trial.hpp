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

/// Tells which rows the feed's tables cannot hold: those with a key beyond what an index takes, or
/// with more than fits a page. How far PostgreSQL can compress a value, only PostgreSQL knows: the
/// few rows that are long enough for it to matter are tried in a temporary table with the same
/// indexes, on a session of its own that opens with the first of them.
class SizeTrial {
 public:
  /// Asks the catalog what the tables are like. The session of the trials takes no lock on them:
  /// somebody may hold one until the night is over, or be waiting for one.
  SizeTrial(postgres::Executor& database, std::string database_url,
            const feed::Definition& definition);
  ~SizeTrial();
  SizeTrial(const SizeTrial&) = delete;
  SizeTrial& operator=(const SizeTrial&) = delete;

  /// Which rows need no trial.
  [[nodiscard]] const feed::SizeBound& bound() const { return bound_; }
  /// For each row, as feed::Row::wire() has it, why it cannot be held; nothing where it can.
  [[nodiscard]] std::vector<std::optional<feed::Violation>> try_rows(
      const std::vector<std::string_view>& rows);

 private:
  /// What the feed's tables are like.
  struct Likeness {
    std::vector<std::string> statements;  ///< that make a table like them
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
