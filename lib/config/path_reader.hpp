#pragma once

#include <filesystem>

#include "yaml/value.hpp"

namespace nightjar::config {

/// A path as the file means it: relative to the folder that the file is in. Throws Misconfigured
/// for an empty one.
std::filesystem::path read_path(const yaml::Value& value);

}  // namespace nightjar::config
