#include "loading/feed_table.hpp"

#include <string>
#include <string_view>

#include "base/error.hpp"
#include "base/format.hpp"
#include "loading/sql.hpp"
#include "loading/statements.hpp"

namespace nightjar::loading {
namespace {

/// Beyond this share of the table rewritten, new statistics cost less than bad plans tomorrow; it
/// is autovacuum's own threshold (autovacuum_analyze_scale_factor).
constexpr double analyze_share = 0.1;

void expect(std::string_view what, std::uint64_t wanted, std::uint64_t touched) {
  if (wanted == touched) return;
  throw Error(
      format("the night counted {} {} rows, but PostgreSQL touched {}", wanted, what, touched),
      "run the night again; if it happens twice, somebody else writes to these tables");
}

}  // namespace

FeedTable::Rows FeedTable::rows(postgres::Executor& database) const {
  const auto answer = database.query(statement(sql::has_rows, definition_));
  return answer.is_true(0, 0) ? Rows::some : Rows::none;
}

std::uint64_t FeedTable::estimated_rows(postgres::Executor& database) const {
  const auto answer = database.query(sql::estimated_rows, {definition_.schema, definition_.table});
  return static_cast<std::uint64_t>(answer.integer(0, 0));
}

void FeedTable::empty_staging(postgres::Executor& database) const {
  // Where nothing is left of the last night this saves a wait for the disk.
  if (database.query(statement(sql::has_staged, definition_)).is_true(0, 0)) {
    database.query(statement("TRUNCATE :staging", definition_));
  }
}

void FeedTable::publish(postgres::Transaction& transaction, const Changes& changes) const {
  const auto run = [&](std::string_view sql, const postgres::Parameters& parameters) {
    return transaction.query(statement(sql, definition_), parameters).affected();
  };
  const postgres::Parameter as_of = to_string(changes.as_of);
  const postgres::Parameter run_id = std::to_string(changes.run_id);
  const feed::Counts& counts = changes.counts;
  const std::uint64_t replaced = counts.updated + counts.restored;

  if (const std::uint64_t withdrawn = changes.withdrawn.size(); withdrawn > 0) {
    const std::string ordinals = array_of(changes.withdrawn);
    expect("reopened", withdrawn, run(sql::reopen_versions, {ordinals, run_id}));
    expect("withdrawn", withdrawn, run(sql::withdraw, {ordinals}));
  }
  if (replaced > 0) expect("replaced", replaced, run(sql::replace_versions, {as_of, run_id}));
  if (counts.inserted > 0) expect("new", counts.inserted, run(sql::insert_new, {as_of, run_id}));
  if (counts.deleted > 0) {
    expect("deleted", counts.deleted,
           run(sql::delete_gone, {as_of, run_id, array_of(changes.gone)}));
  }
  const auto written = counts.inserted + replaced + counts.deleted;
  const auto rows = counts.unchanged + written;
  if (static_cast<double>(written) > analyze_share * static_cast<double>(rows)) {
    run(sql::analyze, {});
  }
}

}  // namespace nightjar::loading
