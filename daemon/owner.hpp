#pragma once

#include <filesystem>

namespace nightjar::daemon {

/// Whoever writes into the state directory must be the user it belongs to: files of another, root
/// included, would be in the way of the service, which could neither replace nor remove them.
/// Throws UsageError otherwise. A directory that is not there yet is anybody's.
void require_owner(const std::filesystem::path& state_dir);

}  // namespace nightjar::daemon
