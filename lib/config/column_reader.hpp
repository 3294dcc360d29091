#pragma once

#include <string>

#include "feed/definition.hpp"
#include "yaml/value.hpp"

namespace nightjar::config {

/// Reads one entry of a feed's `columns:`. `owner` is the feed in errors: `feed "books"`. Throws
/// Misconfigured for anything unknown, malformed or contradictory.
feed::Column read_column(const yaml::NamedValue& entry, feed::Format format,
                         const std::string& owner);

}  // namespace nightjar::config
