#include "loading/staging_writer.hpp"

#include <utility>

#include "loading/sql.hpp"
#include "loading/statements.hpp"
#include "postgres/binary.hpp"
#include "postgres/copy_reader.hpp"
#include "postgres/copy_writer.hpp"

namespace nightjar::loading {
namespace {

using postgres::take_field;

/// record, spoiled, row_id, value_fingerprint, known_row_id
constexpr std::int16_t bookkeeping_columns = 5;

feed::Match read_match(std::string_view row) {
  using feed::Match;
  Match match;
  match.ordinal = static_cast<feed::Ordinal>(postgres::read_int64(*take_field(row)));
  const bool spoiled = take_field(row)->front() != '\0';
  match.record = spoiled ? Match::Record::spoiled : Match::Record::whole;
  match.row_id = postgres::read_int64(*take_field(row));
  match.value = Fingerprint::from_bytes(*take_field(row));
  const bool live = take_field(row)->front() != '\0';
  match.row = live ? Match::Row::live : Match::Row::deleted;
  return match;
}

}  // namespace

StagingWriter::StagingWriter(postgres::Transaction& transaction, const feed::Definition& definition,
                             std::int64_t run_id, Instant as_of)
    : transaction_(transaction),
      definition_(definition),
      take_batch_(
          statement(sql::take_batch, definition,
                    {{"as_of", "'" + to_string(as_of) + "'"}, {"run_id", std::to_string(run_id)}})),
      kept_elements_(statement(sql::kept_elements, definition)),
      batches_([this](const RowBatch& batch) { take(batch); }) {}

void StagingWriter::stage(const feed::StagedRecord& record) {
  std::string& fields = batches_.fields();
  fields += record.row;
  postgres::append_int64_field(fields, record.ordinal);
  postgres::append_boolean_field(fields, false);
  postgres::append_int64_field(fields, record.row_id);
  batches_.append_fingerprint(record.value);
  if (record.probable_row_id == 0) {
    postgres::append_null_field(fields);
  } else {
    postgres::append_int64_field(fields, record.probable_row_id);
  }
  batches_.end_row();
}

void StagingWriter::stage_spoiled(feed::Ordinal ordinal, std::string_view row) {
  std::string& fields = batches_.fields();
  fields += row;
  postgres::append_int64_field(fields, ordinal);
  postgres::append_boolean_field(fields, true);
  for (int i = 2; i < bookkeeping_columns; ++i) postgres::append_null_field(fields);
  batches_.end_row();
}

void StagingWriter::stage_spoiled_parent(feed::Ordinal ordinal, std::string_view row) {
  batches_.note_parent();
  stage_spoiled(ordinal, row);
}

void StagingWriter::take(const RowBatch& batch) {
  if (std::exchange(has_taken_, true)) {
    transaction_.query(statement("TRUNCATE :incoming", definition_));
  } else {
    transaction_.query(statement(sql::incoming, definition_));
    transaction_.query(statement(sql::closed, definition_));
  }
  copy(batch);
  read_matches(take_batch_);
  if (batch.has_parents) read_matches(kept_elements_);
}

void StagingWriter::read_matches(const std::string& statement) {
  postgres::CopyReader found(transaction_, statement);
  while (const auto row = found.next()) matches_.push_back(read_match(*row));
}

void StagingWriter::copy(const RowBatch& batch) {
  postgres::CopyWriter writer(
      transaction_, statement(sql::stage, definition_),
      static_cast<std::int16_t>(definition_.columns.size() + bookkeeping_columns));
  batch.copy_to(writer);
  taken_ += writer.finish();
}

std::vector<feed::Match> StagingWriter::finish(std::uint64_t records) {
  batches_.finish();
  expect_rows(definition_, records, taken_);
  return std::move(matches_);
}

void StagingWriter::publish(const Changes& changes) {
  FeedTable(definition_).publish(transaction_, changes);
}

std::vector<Example> StagingWriter::examples(const Changes& changes) {
  return staged_examples(transaction_, definition_, changes);
}

}  // namespace nightjar::loading
