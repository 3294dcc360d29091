#pragma once

#include <filesystem>

namespace nightjar::daemon {

/// Only the user that owns the state directory may write to it: the service could not replace or
/// remove files of another user, root included. Throws UsageError otherwise. A directory that does
/// not exist yet may be created by any user.
void require_owner(const std::filesystem::path& state_dir);

}  // namespace nightjar::daemon
