#pragma once

#include <cstdint>
#include <filesystem>
#include <system_error>
#include <vector>

namespace nightjar {

// What std::filesystem tells by exceptions of its own, told by Misconfigured with the path, the
// cause and what to do. Nothing of lib/ or daemon/ calls what throws those: tests/floors reads the
// source for it.

/// What stands in a folder, by name.
std::vector<std::filesystem::path> entries_of(const std::filesystem::path& folder);
/// The same where the caller tells why it cannot be read.
std::vector<std::filesystem::path> entries_of(const std::filesystem::path& folder,
                                              std::error_code& failure);

/// Whether a file or folder is there. Throws where nobody can tell: a folder on the way may not be
/// looked into, links lead in a circle.
bool is_there(const std::filesystem::path& path);

/// Creates a folder, and those above it that are not there, with mode 0750 whatever the umask is.
/// Throws Misconfigured, with the path, where that fails.
void create_folders(const std::filesystem::path& folder);

/// How many bytes are free for this user on the disk of a folder.
std::uint64_t free_bytes(const std::filesystem::path& folder);

/// Removes a file, unless it is not there.
void remove_file(const std::filesystem::path& file);

/// Where a relative path leads from the working folder, without `.` and `..`.
std::filesystem::path absolute_path(const std::filesystem::path& path);

}  // namespace nightjar
