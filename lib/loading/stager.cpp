#include "loading/stager.hpp"

#include <string_view>

#include "loading/sql.hpp"
#include "loading/statements.hpp"
#include "postgres/binary.hpp"

namespace nightjar::loading {
namespace {

constexpr std::int16_t bookkeeping_columns = 4;  ///< record, spoiled, row_id, value_fingerprint

}  // namespace

Stager::Stager(const std::string& database_url, const feed::Definition& definition)
    : writer_(database_url, "nightjar stage " + definition.name(),
              statement(sql::stage, definition),
              static_cast<std::int16_t>(definition.columns.size() + bookkeeping_columns)) {}

void Stager::stage(feed::Ordinal ordinal, const feed::Row& row, const Fingerprint& value,
                   std::int64_t row_id) {
  fields_ = row.wire();
  postgres::append_int64_field(fields_, ordinal);
  postgres::append_boolean_field(fields_, false);
  postgres::append_int64_field(fields_, row_id);
  const auto bytes = value.bytes();
  postgres::append_field(fields_, {bytes.data(), bytes.size()});
  writer_.write(fields_);
}

void Stager::stage_spoiled(feed::Ordinal ordinal, const feed::Row& row) {
  fields_ = row.wire();
  postgres::append_int64_field(fields_, ordinal);
  postgres::append_boolean_field(fields_, true);
  postgres::append_null_field(fields_);
  postgres::append_null_field(fields_);
  writer_.write(fields_);
}

std::uint64_t Stager::finish() { return writer_.finish(); }

}  // namespace nightjar::loading
