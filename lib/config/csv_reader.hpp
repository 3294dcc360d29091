#pragma once

#include <cstddef>
#include <string>

#include "csv/dialect.hpp"
#include "yaml/value.hpp"

namespace nightjar::config {

/// Reads `csv:` of a feed. `owner` is the feed in errors: `feed "books"`. Throws Misconfigured for
/// anything unknown, malformed or contradictory.
csv::Dialect read_dialect(const yaml::Value& value, const std::string& owner);

/// How a fixed-width file is divided into records: by its lines or by their length.
struct FixedLines {
  csv::Dialect dialect = csv::undivided_lines();
  std::size_t record_length = 0;  ///< see feed::Definition
};
/// Reads `fixed:` of a feed, in the same way.
FixedLines read_fixed_lines(const yaml::Value& value, const std::string& owner);

}  // namespace nightjar::config
