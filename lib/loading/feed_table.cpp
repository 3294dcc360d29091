#include "loading/feed_table.hpp"

#include <string>
#include <string_view>

#include "base/error.hpp"
#include "base/format.hpp"
#include "loading/sql.hpp"
#include "loading/statements.hpp"
#include "loading/table_lock.hpp"
#include "postgres/binary.hpp"
#include "postgres/copy_writer.hpp"

namespace nightjar::loading {
namespace {

/// If more than this share of the table was rewritten, new statistics cost less than bad plans
/// tomorrow; it is autovacuum's own threshold (autovacuum_analyze_scale_factor).
constexpr double analyze_share = 0.1;

void expect(std::string_view what, std::uint64_t wanted, std::uint64_t touched) {
  if (wanted == touched) return;
  throw Error(
      fmt::format("the night counted {} {} rows, but PostgreSQL touched {}", wanted, what, touched),
      "run the night again; if it happens again, another session writes to these tables");
}

/// Writes numbers into a temporary table of the transaction, one per row.
template <class Number>
void send_ids(postgres::Transaction& transaction, const std::string& table,
              const std::vector<Number>& ids) {
  const postgres::Substitutions place{{"ids", postgres::quoted_name(table)}};
  transaction.query(postgres::substitute(sql::ids, place));
  postgres::CopyWriter writer(transaction, postgres::substitute(sql::stage_ids, place), 1);
  std::string field;
  for (const Number id : ids) {
    field.clear();
    postgres::append_int64_field(field, id);
    writer.write(field);
  }
  writer.finish();
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

void FeedTable::empty_staging(postgres::Transaction& transaction) const {
  // If nothing is left of the last night this saves a wait for the disk.
  const auto staged = transaction.query(statement(sql::has_staged, definition_),
                                        {definition_.schema, definition_.table});
  if (!staged.is_true(0, 0)) return;
  // A session may use it for hours, such as pg_dump.
  const bool is_ours =
      lock_at_once(transaction, definition_.schema, definition_.table + "_staging");
  transaction.query(statement(is_ours ? "TRUNCATE :staging" : "DELETE FROM :staging", definition_));
}

void FeedTable::withdraw(postgres::Transaction& transaction, const Changes& changes) const {
  const std::uint64_t withdrawn = changes.withdrawn.size();
  if (withdrawn == 0) return;
  send_ids(transaction, definition_.table + "_lost", changes.withdrawn);
  expect("reopened", withdrawn,
         transaction.query(statement(sql::reopen_versions, definition_)).affected());
  expect("withdrawn", withdrawn,
         transaction.query(statement(sql::withdraw, definition_)).affected());
}

void FeedTable::publish(postgres::Transaction& transaction, const Changes& changes) const {
  const auto run = [&](std::string_view sql, const postgres::Parameters& parameters) {
    return transaction.query(statement(sql, definition_), parameters).affected();
  };
  const postgres::Parameter as_of = to_string(changes.as_of);
  const postgres::Parameter run_id = std::to_string(changes.run_id);
  const feed::Counts& counts = changes.counts;
  const std::uint64_t replaced = counts.updated + counts.restored;

  withdraw(transaction, changes);
  if (replaced > 0) {
    expect("closed", replaced, run(sql::close_versions, {}));
    expect("replaced", replaced, run(sql::replace_versions, {as_of, run_id}));
  }
  if (counts.inserted > 0) expect("new", counts.inserted, run(sql::insert_new, {as_of, run_id}));
  if (counts.deleted > 0) {
    send_ids(transaction, definition_.table + "_gone", changes.gone);
    expect("deleted", counts.deleted, run(sql::delete_gone, {as_of, run_id}));
  }
  const auto written = counts.inserted + replaced + counts.deleted;
  const auto rows = counts.unchanged + written;
  if (static_cast<double>(written) > analyze_share * static_cast<double>(rows)) {
    run(sql::analyze, {});
  }
}

}  // namespace nightjar::loading
