#pragma once

#include <filesystem>

namespace nightjar::config {

/// The path of the settings file: `named` (from --config) unless it is empty, else NIGHTJAR_CONFIG,
/// else config/nightjar.yaml of the source tree that `program` was built in, else
/// /etc/nightjar/nightjar.yaml. Does not check that a named file exists: reading it reports that.
std::filesystem::path find_settings_file(const std::filesystem::path& named,
                                         const std::filesystem::path& program);

/// The path of the running program.
std::filesystem::path running_program();

}  // namespace nightjar::config
