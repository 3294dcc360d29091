#pragma once

#include <string>

#include "feed/dataset.hpp"
#include "feed/definition.hpp"

namespace nightjar::schema {

/// The migration that makes the table of a feed, for a person to complete: the comments to fill in
/// begin with `Fill in`. It runs as it is, and differences() then finds none; what stands beside
/// the table is made by the repeatable migrations. Throws UsageError where no table can hold the
/// feed.
std::string scaffold(const feed::Dataset& dataset, const feed::Definition& feed);

}  // namespace nightjar::schema
