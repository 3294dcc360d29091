#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace nightjar::postgres {

/// A name between double quotes, so that it may stand in SQL. The one way for a name to get there.
std::string quoted_name(std::string_view name);
/// `"schema"."table"`
std::string quoted_name(std::string_view schema, std::string_view table);

/// What stands for each `:name` of a statement kept in a .sql file.
using Substitutions = std::vector<std::pair<std::string_view, std::string>>;

/// Puts SQL text in the place of each `:name`, which is how psql writes its variables; `::type`
/// casts stay. Every name in the text must be among the substitutions.
std::string substitute(std::string_view sql, const Substitutions& substitutions);

}  // namespace nightjar::postgres
