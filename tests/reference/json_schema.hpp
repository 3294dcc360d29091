#pragma once

#include <string>

#include "config/keys.hpp"

namespace nightjar::support {

/// A JSON Schema (draft 7, which YAML language servers know best) of the file whose map has these
/// keys.
std::string json_schema(const yaml::Keys& file);

}  // namespace nightjar::support
