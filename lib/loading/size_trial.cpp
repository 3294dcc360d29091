#include "loading/size_trial.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "base/error.hpp"
#include "base/format.hpp"
#include "feed/row.hpp"
#include "hashing/fingerprint.hpp"
#include "loading/sql.hpp"
#include "loading/statements.hpp"
#include "postgres/binary.hpp"
#include "postgres/copy_writer.hpp"

namespace nightjar::loading {
namespace {

using Verdicts = std::vector<std::optional<feed::Violation>>;

/// valid_from, deleted_at, run_id, row_id, value_fingerprint
constexpr std::int16_t bookkeeping_columns = 5;

/// The SQLSTATE of all limits of PostgreSQL: program_limit_exceeded.
constexpr std::string_view limit_exceeded = "54000";

/// The bookkeeping columns of a row for a trial, none of them null.
std::string bookkeeping_fields() {
  std::string fields;
  for (int i = 1; i < bookkeeping_columns; ++i) postgres::append_int64_field(fields, 0);
  const auto fingerprint = Fingerprint{}.bytes();
  postgres::append_field(fields, {fingerprint.data(), fingerprint.size()});
  return fields;
}

std::optional<std::size_t> column_named(const feed::Definition& definition,
                                        const std::string& name) {
  const auto& columns = definition.columns;
  const auto found = std::find_if(columns.begin(), columns.end(),
                                  [&](const feed::Column& column) { return column.name == name; });
  if (found == columns.end()) return std::nullopt;
  return static_cast<std::size_t>(found - columns.begin());
}

/// "index row size 2712 exceeds btree version 4 maximum 2704" out of "PostgreSQL: ERROR:  index row
/// size 2712 exceeds btree version 4 maximum 2704 for index …", whatever the server's language.
std::string first_words(std::string_view message) {
  message = message.substr(0, message.find('\n'));
  if (const auto end = message.find(":  "); end != message.npos) message.remove_prefix(end + 3);
  return std::string(message.substr(0, message.find(" for index ")));
}

std::string names_of(const feed::Definition& definition, const feed::SizeBound::Columns& columns) {
  std::vector<std::string_view> names;
  for (const std::size_t column : columns) names.push_back(definition.columns[column].name);
  return fmt::format("{}", fmt::join(names, " and "));
}

}  // namespace

SizeTrial::SizeTrial(postgres::Executor& database, std::string database_url,
                     const feed::Definition& definition)
    : database_url_(std::move(database_url)),
      definition_(definition),
      likeness_(likeness(database, definition)),
      bound_(definition, likeness_.indexes) {}

SizeTrial::~SizeTrial() = default;

SizeTrial::Likeness SizeTrial::likeness(postgres::Executor& database,
                                        const feed::Definition& definition) {
  const postgres::Parameters table{definition.schema, definition.table};
  const std::string columns = database.query(sql::columns_of_table, table).text(0, 0);
  Likeness found{{statement(sql::trial_table, definition, {{"columns_of_table", columns}})}, {}};
  std::vector<std::string> builds;
  const auto parts = database.query(sql::columns_of_indexes, table);
  for (std::size_t row = 0; row < parts.size(); ++row) {
    if (row == 0 || parts.text(row, 0) != parts.text(row - 1, 0)) {
      builds.push_back(statement("CREATE INDEX ON :trial ", definition) + parts.text(row, 1));
      found.indexes.emplace_back();
    }
    if (const auto column = column_named(definition, parts.text(row, 2))) {
      found.indexes.back().push_back(*column);
    } else {  // such as valid_to, which the feed's table lacks
      found.statements.push_back(
          statement("ALTER TABLE :trial ADD COLUMN IF NOT EXISTS ", definition) +
          postgres::quoted_name(parts.text(row, 2)) + " " + parts.text(row, 3));
    }
  }
  found.statements.insert(found.statements.end(), builds.begin(), builds.end());
  return found;
}

void SizeTrial::make_table() {
  session_ =
      std::make_unique<postgres::Connection>(database_url_, "nightjar try " + definition_.name());
  for (const std::string& sql : likeness_.statements) session_->query(sql);
}

Verdicts SizeTrial::try_rows(const std::vector<std::string_view>& rows) {
  if (!session_) make_table();
  Verdicts verdicts(rows.size());
  judge(rows, 0, rows.size(), verdicts);
  return verdicts;
}

/// If rows are refused together, each half is tried, down to single rows.
void SizeTrial::judge(const std::vector<std::string_view>& rows, std::size_t begin, std::size_t end,
                      Verdicts& verdicts) {
  const auto why = refusal(rows, begin, end);
  if (!why) return;
  if (end - begin == 1) {
    verdicts[begin] = violation_of(rows[begin], *why);
    return;
  }
  const std::size_t middle = begin + (end - begin) / 2;
  judge(rows, begin, middle, verdicts);
  judge(rows, middle, end, verdicts);
}

/// PostgreSQL's error for these rows; nothing if it accepts them. None is kept.
std::optional<std::string> SizeTrial::refusal(const std::vector<std::string_view>& rows,
                                              std::size_t begin, std::size_t end) {
  static const std::string bookkeeping = bookkeeping_fields();
  postgres::Transaction trial(*session_);
  try {
    postgres::CopyWriter writer(
        trial, statement(sql::try_rows, definition_),
        static_cast<std::int16_t>(definition_.columns.size() + bookkeeping_columns));
    for (std::size_t row = begin; row < end; ++row) {
      writer.write(std::string(rows[row]) + bookkeeping);
    }
    writer.finish();
  } catch (const Error& error) {
    if (error.sqlstate() != limit_exceeded) throw;
    return first_words(error.what());
  }
  return std::nullopt;
}

feed::Violation SizeTrial::violation_of(std::string_view row, const std::string& refusal) const {
  feed::Row values;
  values.assign(row, definition_.columns.size());
  const auto* index = bound_.widest_index(values);
  const std::string what = index == nullptr
                               ? "the record's values together"
                               : fmt::format("{}: {} bytes", names_of(definition_, *index),
                                             feed::bytes_of(values, *index));
  return {feed::Reason::too_long,
          fmt::format("{}, more than PostgreSQL can hold: {}", what, refusal)};
}

}  // namespace nightjar::loading
