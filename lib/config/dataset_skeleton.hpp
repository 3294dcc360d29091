#pragma once

#include <string>

namespace nightjar::config {

/// The YAML of a new dataset, for a person to fill in. It can be read as it is.
std::string dataset_skeleton(const std::string& name);

}  // namespace nightjar::config
