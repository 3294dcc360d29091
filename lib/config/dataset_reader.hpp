#pragma once

#include <filesystem>

#include "feed/dataset.hpp"
#include "yaml/value.hpp"

namespace nightjar::config {

/// Reads a dataset's description. Throws Misconfigured, with file, line and remedy, for anything
/// unknown, malformed or contradictory.
feed::Dataset read_dataset(const yaml::Value& document);

}  // namespace nightjar::config
