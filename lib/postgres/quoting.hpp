#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace nightjar::postgres {

/// A name in double quotes, for use in SQL. The only way to put a name into SQL.
std::string quoted_name(std::string_view name);
/// `"schema"."table"`
std::string quoted_name(std::string_view schema, std::string_view table);

/// The replacement for each `:name` of a statement in a .sql file.
using Substitutions = std::vector<std::pair<std::string_view, std::string>>;

/// Replaces each `:name`, psql's notation for variables, by SQL text; `::type` casts stay. Every
/// name in the text must be among the substitutions.
std::string substitute(std::string_view sql, const Substitutions& substitutions);

}  // namespace nightjar::postgres
