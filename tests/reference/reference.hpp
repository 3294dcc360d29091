#pragma once

#include <map>
#include <string>

namespace nightjar::support {

/// The files that are written from the tables of keys (config/keys.hpp), by their path in the
/// source tree: docs/settings.md, and in config/schema a JSON Schema for each kind of file.
std::map<std::string, std::string> reference_files();

}  // namespace nightjar::support
