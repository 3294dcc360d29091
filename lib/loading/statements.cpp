#include "loading/statements.hpp"

#include "base/format.hpp"
#include "postgres/quoting.hpp"

namespace nightjar::loading {
namespace {

using postgres::quoted_name;

/// The columns' names, each after `prefix`, with commas between them.
std::string column_list(const feed::Definition& definition, std::string_view prefix) {
  std::string list;
  for (const feed::Column& column : definition.columns) {
    if (!list.empty()) list += ", ";
    list += std::string(prefix) + quoted_name(column.name);
  }
  return list;
}

std::string same_key(const feed::Definition& definition) {
  std::string condition;
  for (const std::size_t column : definition.key) {
    const std::string name = quoted_name(definition.columns[column].name);
    if (!condition.empty()) condition += " AND ";
    condition += format("known.{} = staged.{}", name, name);
  }
  return condition;
}

/// The new values of all columns but the key, each with a comma after it.
std::string assignments(const feed::Definition& definition) {
  std::string list;
  for (std::size_t i = 0; i < definition.columns.size(); ++i) {
    if (definition.is_key(i)) continue;
    const std::string name = quoted_name(definition.columns[i].name);
    list += format("{} = staged.{}, ", name, name);
  }
  return list;
}

}  // namespace

std::string statement(std::string_view sql, const feed::Definition& definition) {
  return postgres::substitute(
      sql, {{"table", quoted_name(definition.schema, definition.table)},
            {"past", quoted_name(definition.schema, definition.table + "_past")},
            {"staging", quoted_name(definition.schema, definition.table + "_staging")},
            {"columns", column_list(definition, "")},
            {"known_columns", column_list(definition, "known.")},
            {"same_key", same_key(definition)},
            {"assignments", assignments(definition)}});
}

}  // namespace nightjar::loading
