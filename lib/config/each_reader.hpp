#pragma once

#include <string>

#include "feed/definition.hpp"
#include "yaml/value.hpp"

namespace nightjar::config {

/// Reads `each:` of a feed, a path or a map. Throws Misconfigured for anything unknown or
/// malformed.
feed::Each read_each(const yaml::Value& value, feed::Format format);

/// Reads `path:` of a column of a feed with `each:`, as feed::Column::source has it.
std::string read_path_of_child(const yaml::Value& value, const feed::Definition& feed);

/// Refuses a column that reads the same field of a CSV's record as another, or as `each:`. The
/// column is the feed's newest.
void refuse_doubled_field_of_parent(const feed::Definition& feed, const yaml::Value& column);

}  // namespace nightjar::config
