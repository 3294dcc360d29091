#include "loading/stager.hpp"

#include <utility>

#include "loading/sql.hpp"
#include "loading/statements.hpp"
#include "postgres/binary.hpp"

namespace nightjar::loading {
namespace {

constexpr std::int16_t bookkeeping_columns = 4;  ///< record, spoiled, row_id, value_fingerprint

/// A portion is small enough for the last one to be looked up soon after the dump has been read.
/// Each costs a session, so after so many of them they become twice as large.
constexpr std::uint64_t first_portion = 8192;
constexpr std::uint64_t portions_of_a_size = 8;

/// Portions that may wait to be looked up: any number, they are two numbers each.
constexpr std::size_t relay_depth = 64;

}  // namespace

Stager::Stager(std::string database_url, const feed::Definition& definition,
               postgres::Connection& finder)
    : database_url_(std::move(database_url)),
      definition_(definition),
      finder_(finder),
      portion_size_(first_portion),
      relay_(relay_depth, {[](Portion&) {}}, [this](Portion& portion) { find_known(portion); }) {}

void Stager::stage(feed::Ordinal ordinal, std::string_view row, const Fingerprint& value,
                   std::int64_t row_id) {
  fields_ = row;
  postgres::append_int64_field(fields_, ordinal);
  postgres::append_boolean_field(fields_, false);
  postgres::append_int64_field(fields_, row_id);
  const auto bytes = value.bytes();
  postgres::append_field(fields_, {bytes.data(), bytes.size()});
  write(ordinal);
}

void Stager::stage_spoiled(feed::Ordinal ordinal, std::string_view row) {
  fields_ = row;
  postgres::append_int64_field(fields_, ordinal);
  postgres::append_boolean_field(fields_, true);
  postgres::append_null_field(fields_);
  postgres::append_null_field(fields_);
  write(ordinal);
}

void Stager::write(feed::Ordinal ordinal) {
  if (!writer_) {
    writer_.emplace(database_url_, "nightjar stage " + definition_.name(),
                    statement(sql::stage, definition_),
                    static_cast<std::int16_t>(definition_.columns.size() + bookkeeping_columns));
    portion_.first = ordinal;
  }
  writer_->write(fields_);
  portion_.last = ordinal;
  if (++in_portion_ == portion_size_) close_portion();
}

void Stager::close_portion() {
  if (!writer_) return;
  staged_ += writer_->finish();
  writer_.reset();
  relay_.push(portion_);
  in_portion_ = 0;
  if (++portions_ % portions_of_a_size == 0) portion_size_ *= 2;
}

void Stager::find_known(const Portion& portion) {
  // Staging is disposable: no commit of it need wait for the disk.
  finder_.query("SET synchronous_commit = off");
  finder_.query(statement("ANALYZE :staging (record)", definition_));  // how many there are
  finder_.query(statement(sql::find_known, definition_),
                {std::to_string(portion.first), std::to_string(portion.last)});
  finder_.query("RESET synchronous_commit");
}

std::uint64_t Stager::finish() {
  close_portion();
  relay_.finish();
  return staged_;
}

}  // namespace nightjar::loading
