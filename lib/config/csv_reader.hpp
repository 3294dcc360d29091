#pragma once

#include <string>

#include "csv/dialect.hpp"
#include "yaml/value.hpp"

namespace nightjar::config {

/// Reads `csv:` of a feed. `owner` is the feed in errors: `feed "books"`. Throws Misconfigured for
/// anything unknown, malformed or contradictory.
csv::Dialect read_dialect(const yaml::Value& value, const std::string& owner);

}  // namespace nightjar::config
