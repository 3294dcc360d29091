#pragma once

#include <concepts>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/format.hpp"

namespace nightjar::postgres {

/// A name in double quotes, for use in SQL. The only way to put a name into SQL.
std::string quoted_name(std::string_view name);
/// `"schema"."table"`
std::string quoted_name(std::string_view schema, std::string_view table);

/// Texts as a PostgreSQL array, for a parameter: `{"a","b"}`.
std::string array_of(const std::vector<std::string>& texts);

/// Numbers as a PostgreSQL array, for a parameter: `{1,2,3}`.
template <std::integral Number>
std::string array_of(const std::vector<Number>& numbers) {
  return fmt::format("{{{}}}", fmt::join(numbers, ","));
}

/// The replacement for each `:name` of a statement in a .sql file.
using Substitutions = std::vector<std::pair<std::string_view, std::string>>;

/// Replaces each `:name`, psql's notation for variables, by SQL text; `::type` casts stay. Every
/// name in the text must be among the substitutions.
std::string substitute(std::string_view sql, const Substitutions& substitutions);

}  // namespace nightjar::postgres
