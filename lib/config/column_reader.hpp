#pragma once

#include <string>

#include "feed/definition.hpp"
#include "yaml/value.hpp"

namespace nightjar::config {

/// Reads one entry of a feed's `columns:`. `feed` has all that is not a column already, and `owner`
/// is its name in errors: `feed "books"`. Throws Misconfigured for anything unknown, malformed or
/// contradictory.
feed::Column read_column(const yaml::NamedValue& entry, const feed::Definition& feed,
                         const std::string& owner);

}  // namespace nightjar::config
