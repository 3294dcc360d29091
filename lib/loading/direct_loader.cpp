#include "loading/direct_loader.hpp"

#include "loading/feed_table.hpp"
#include "loading/sql.hpp"
#include "loading/statements.hpp"
#include "loading/table_lock.hpp"
#include "postgres/binary.hpp"

namespace nightjar::loading {
namespace {

constexpr std::int16_t bookkeeping_columns = 4;  ///< valid_from, run_id, row_id, value_fingerprint

}  // namespace

/// Rows that are written to a table which the same transaction has truncated disappear with its
/// file if the night does not commit.
bool DirectLoader::claim(postgres::Transaction& transaction, const feed::Definition& definition) {
  const postgres::Parameters table{definition.schema, definition.table};
  if (!transaction.query(sql::is_fillable, table).is_true(0, 0)) return false;
  if (!lock_at_once(transaction, definition.schema, definition.table)) return false;
  if (FeedTable(definition).rows(transaction) == FeedTable::Rows::some) return false;
  transaction.query(statement("TRUNCATE :table", definition));
  return true;
}

DirectLoader::DirectLoader(postgres::Transaction& transaction, const feed::Definition& definition,
                           std::int64_t run_id, Instant as_of)
    : transaction_(transaction),
      definition_(definition),
      batches_([this](const RowBatch& batch) { batch.copy_to(*writer_); }) {
  postgres::append_timestamptz_field(night_, as_of);
  postgres::append_int64_field(night_, run_id);
  drop_indexes();
  writer_.emplace(transaction, statement(sql::fill, definition),
                  static_cast<std::int16_t>(definition.columns.size() + bookkeeping_columns));
}

void DirectLoader::drop_indexes() {
  const auto indexes = transaction_.query(sql::indexes, {definition_.schema, definition_.table});
  for (std::size_t i = 0; i < indexes.size(); ++i) {
    transaction_.query(indexes.text(i, 0));
    index_statements_.push_back(indexes.text(i, 1));
  }
}

void DirectLoader::stage(const feed::StagedRecord& record) {
  std::string& fields = batches_.fields();
  fields += record.row;
  fields += night_;
  postgres::append_int64_field(fields, record.row_id);
  batches_.append_fingerprint(record.value);
  batches_.end_row();
}

void DirectLoader::stage_spoiled(feed::Ordinal, std::string_view) { ++spoiled_; }
void DirectLoader::stage_spoiled_parent(feed::Ordinal, std::string_view) { ++spoiled_; }

std::vector<feed::Match> DirectLoader::finish(std::uint64_t records) {
  batches_.finish();
  const std::uint64_t taken = writer_->finish();
  writer_.reset();
  expect_rows(definition_, records - spoiled_, taken);
  return {};
}

void DirectLoader::publish(const Changes&) {
  for (const std::string& create : index_statements_) transaction_.query(create);
  transaction_.query(statement(sql::analyze, definition_));
}

std::vector<Example> DirectLoader::examples(const Changes&) {
  return filled_examples(transaction_, definition_);
}

}  // namespace nightjar::loading
