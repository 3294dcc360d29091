#pragma once

#include <string>

#include "config/value_form_reader.hpp"
#include "feed/definition.hpp"
#include "yaml/value.hpp"

namespace nightjar::config {

/// Reads one entry of a feed's `columns:`. Of `feed` all that concerns the whole file is known.
/// `owner` is the feed in errors: `feed "books"`. Throws Misconfigured for anything unknown,
/// malformed or contradictory.
feed::Column read_column(const yaml::NamedValue& entry, const feed::Definition& feed,
                         const ColumnDefaults& defaults, const std::string& owner);

}  // namespace nightjar::config
