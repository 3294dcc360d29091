#pragma once

#include <cstdint>
#include <filesystem>
#include <system_error>
#include <vector>

namespace nightjar {

// Functions of std::filesystem whose exceptions are replaced by Misconfigured with the path, the
// cause and the remedy. lib/ and daemon/ call no function that throws the former: tests/layers
// checks the source.

/// The entries of a folder, by name.
std::vector<std::filesystem::path> entries_of(const std::filesystem::path& folder);
/// The same if the caller handles the error.
std::vector<std::filesystem::path> entries_of(const std::filesystem::path& folder,
                                              std::error_code& failure);

/// Whether a file or folder exists. Throws if this cannot be determined: a folder on the path may
/// not be searched, or links form a cycle.
bool is_there(const std::filesystem::path& path);

/// Creates a folder, and its missing parents, with mode 0750 whatever the umask is. Throws
/// Misconfigured, with the path, if that fails.
void create_folders(const std::filesystem::path& folder);

/// How many bytes are free for this user on the disk of a folder.
std::uint64_t free_bytes(const std::filesystem::path& folder);

/// Removes a file, if it exists.
void remove_file(const std::filesystem::path& file);

/// The absolute path of a relative one, from the working folder, without `.` and `..`.
std::filesystem::path absolute_path(const std::filesystem::path& path);

}  // namespace nightjar
