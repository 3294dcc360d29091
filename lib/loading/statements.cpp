#include "loading/statements.hpp"

#include "base/format.hpp"

namespace nightjar::loading {
namespace {

using postgres::quoted_name;

/// The columns' names, each with `prefix`, separated by commas.
std::string column_list(const feed::Definition& definition, std::string_view prefix) {
  std::string list;
  for (const feed::Column& column : definition.columns) {
    if (!list.empty()) list += ", ";
    list += std::string(prefix) + quoted_name(column.name);
  }
  return list;
}

/// A condition on the columns of the key for which `is_meant` is true: `form` for each.
template <class IsMeant>
std::string key_condition(const feed::Definition& definition, std::string_view form,
                          IsMeant&& is_meant) {
  std::string condition;
  for (const std::size_t column : definition.key) {
    if (!is_meant(definition.columns[column])) continue;
    if (!condition.empty()) condition += " AND ";
    condition +=
        postgres::substitute(form, {{"name", quoted_name(definition.columns[column].name)}});
  }
  return condition;
}

constexpr std::string_view is_same = "known.:name = staged.:name";

std::string same_key(const feed::Definition& definition) {
  return key_condition(definition, is_same, [](const feed::Column&) { return true; });
}

/// Of a child feed: whether the row is of the staged record.
std::string same_parent(const feed::Definition& definition) {
  const std::string condition = key_condition(definition, is_same, feed::is_of_record);
  return condition.empty() ? "false" : condition;
}

/// And whether what is staged is a record with only a part of the key; never if that is all of it.
std::string is_parent(const feed::Definition& definition) {
  const std::string condition =
      key_condition(definition, "staged.:name IS NULL",
                    [](const feed::Column& column) { return !feed::is_of_record(column); });
  return condition.empty() ? "false" : condition;
}

/// The new values of all columns but the key, each with a comma after it.
std::string assignments(const feed::Definition& definition) {
  std::string list;
  for (std::size_t i = 0; i < definition.columns.size(); ++i) {
    if (definition.is_key(i)) continue;
    const std::string name = quoted_name(definition.columns[i].name);
    list += fmt::format("{} = staged.{}, ", name, name);
  }
  return list;
}

/// The columns with names that no column of a feed can have.
std::string before_columns(const feed::Definition& definition, std::string_view format_of_one) {
  std::string list;
  for (std::size_t i = 0; i < definition.columns.size(); ++i) {
    if (!list.empty()) list += ", ";
    list += postgres::substitute(format_of_one, {{"name", quoted_name(definition.columns[i].name)},
                                                 {"number", std::to_string(i)}});
  }
  return list;
}

/// The columns for ANALYZE: those that a night's own queries use, and as many of the feed's as most
/// feeds have. It finds a value by scanning the row from its front, which for a thousand columns
/// takes a thousand times as long as for thirty; autovacuum analyzes all of them later.
std::string analyzed_columns(const feed::Definition& definition) {
  constexpr std::size_t at_most = 100;
  std::string list = "valid_from, deleted_at, run_id, row_id";
  std::size_t listed = 0;
  for (std::size_t i = 0; i < definition.columns.size(); ++i) {
    if (definition.is_key(i) || listed++ < at_most) {
      list += ", " + quoted_name(definition.columns[i].name);
    }
  }
  return list;
}

postgres::Substitutions substitutions(const feed::Definition& definition) {
  return {
      {"table", quoted_name(definition.schema, definition.table)},
      {"incoming", quoted_name(definition.table + "_incoming")},
      {"closed", quoted_name(definition.table + "_closed")},
      {"gone", quoted_name(definition.table + "_gone")},
      {"lost", quoted_name(definition.table + "_lost")},
      {"past", quoted_name(definition.schema, definition.table + "_past")},
      {"trial", quoted_name(definition.table + "_trial")},
      {"staging", quoted_name(definition.schema, definition.table + "_staging")},
      {"columns", column_list(definition, "")},
      {"analyzed_columns", analyzed_columns(definition)},
      {"known_columns", column_list(definition, "known.")},
      {"staged_columns", column_list(definition, "staged.")},
      {"known_columns_as_before", before_columns(definition, "known.:name AS \"before :number\"")},
      {"before_columns", before_columns(definition, "\"before :number\"")},
      {"same_key", same_key(definition)},
      {"same_parent", same_parent(definition)},
      {"is_parent", is_parent(definition)},
      {"assignments", assignments(definition)}};
}

}  // namespace

std::string statement(std::string_view sql, const feed::Definition& definition,
                      const postgres::Substitutions& more) {
  postgres::Substitutions all = substitutions(definition);
  all.insert(all.end(), more.begin(), more.end());
  return postgres::substitute(sql, all);
}

}  // namespace nightjar::loading
