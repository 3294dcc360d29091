#pragma once

#include <filesystem>

namespace nightjar::config {

/// Which file holds the settings: `named` (from --config) unless it is empty, else what
/// NIGHTJAR_CONFIG names, else config/nightjar.yaml of the source tree that `program` was built in,
/// else /etc/nightjar/nightjar.yaml. Does not look whether a named file exists: reading it tells.
std::filesystem::path find_settings_file(const std::filesystem::path& named,
                                         const std::filesystem::path& program);

/// The file of the program that is running.
std::filesystem::path running_program();

}  // namespace nightjar::config
