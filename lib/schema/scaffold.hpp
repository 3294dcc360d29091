#pragma once

#include <string>

#include "feed/dataset.hpp"
#include "feed/definition.hpp"

namespace nightjar::schema {

/// The migration that creates the table of a feed, for a person to complete: the comments to fill
/// in begin with `Fill in`. It runs unchanged, and differences() then finds none; the repeatable
/// migrations create the other relations of the feed. Throws UsageError if no table can store the
/// feed.
std::string scaffold(const feed::Dataset& dataset, const feed::Definition& feed);

}  // namespace nightjar::schema
