#include "loading/stager.hpp"

#include <string_view>

#include "loading/sql.hpp"
#include "loading/statements.hpp"
#include "postgres/binary.hpp"

namespace nightjar::loading {
namespace {

constexpr std::int16_t bookkeeping_columns = 4;  ///< record, spoiled, row_id, value_fingerprint

void append_ordinal(std::string& out, feed::Ordinal ordinal) {
  postgres::append_int32(out, sizeof(std::int64_t));
  postgres::append_int64(out, ordinal);
}

void append_boolean(std::string& out, bool value) {
  postgres::append_int32(out, 1);
  out += value ? '\1' : '\0';
}

}  // namespace

Stager::Stager(const std::string& database_url, const feed::Definition& definition)
    : writer_(database_url, "nightjar stage " + definition.name(),
              statement(sql::stage, definition),
              static_cast<std::int16_t>(definition.columns.size() + bookkeeping_columns)) {}

void Stager::stage(feed::Ordinal ordinal, const feed::Row& row, const Fingerprint& value,
                   std::int64_t row_id) {
  fields_ = row.wire();
  append_ordinal(fields_, ordinal);
  append_boolean(fields_, false);
  postgres::append_int32(fields_, sizeof row_id);
  postgres::append_int64(fields_, row_id);
  const auto bytes = value.bytes();
  postgres::append_int32(fields_, static_cast<std::int32_t>(bytes.size()));
  fields_.append(bytes.data(), bytes.size());
  writer_.write(fields_);
}

void Stager::stage_spoiled(feed::Ordinal ordinal, const feed::Row& row) {
  fields_ = row.wire();
  append_ordinal(fields_, ordinal);
  append_boolean(fields_, true);
  postgres::append_int32(fields_, -1);
  postgres::append_int32(fields_, -1);
  writer_.write(fields_);
}

std::uint64_t Stager::finish() { return writer_.finish(); }

}  // namespace nightjar::loading
