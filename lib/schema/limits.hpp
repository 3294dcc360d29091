#pragma once

#include <optional>
#include <string>
#include <vector>

#include "feed/definition.hpp"
#include "schema/catalog_check.hpp"

namespace nightjar::schema {

/// Parts of a feed's definition that no table can have, whatever its migration says: more columns
/// than PostgreSQL allows, or a row that does not fit a page even if it is empty.
std::vector<Difference> beyond_limits(const feed::Definition& feed);

/// A sentence for people if a record with a value in every column may not fit a page, so that it
/// would be rejected.
std::optional<std::string> tight_fit(const feed::Definition& feed);

}  // namespace nightjar::schema
