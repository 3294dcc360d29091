#include "base/folder.hpp"

#include <algorithm>
#include <cerrno>
#include <string_view>

#include <sys/stat.h>

#include "base/error.hpp"
#include "base/format.hpp"

namespace nightjar {
namespace {

namespace fs = std::filesystem;

void require(const std::error_code& failure, const fs::path& path, std::string_view act) {
  if (!failure) return;
  throw Misconfigured(fmt::format("{}: cannot {}: {}", path.string(), act, failure.message()),
                      "check this path, and that this user may use every folder on the way to it");
}

/// `whole` is the path to be created in the end.
void create_folder(const fs::path& folder, const fs::path& whole) {
  constexpr mode_t mode = S_IRWXU | S_IRGRP | S_IXGRP;
  if (::mkdir(folder.c_str(), mode) == 0) {
    ::chmod(folder.c_str(), mode);  // the umask may have removed some bits
    return;
  }
  const int failure = errno;
  std::error_code ignored;
  if (fs::is_directory(folder, ignored)) return;  // another process created it meanwhile
  throw Misconfigured(fmt::format("{}: cannot create {}: {}", whole.string(),
                                  folder == whole ? "it" : folder.string(),
                                  std::generic_category().message(failure)),
                      "make the state directory writable for this user");
}

}  // namespace

std::vector<fs::path> entries_of(const fs::path& folder, std::error_code& failure) {
  std::vector<fs::path> entries;
  for (fs::directory_iterator entry(folder, failure), end; !failure && entry != end;
       entry.increment(failure)) {
    entries.push_back(entry->path());
  }
  std::sort(entries.begin(), entries.end());
  return entries;
}

std::vector<fs::path> entries_of(const fs::path& folder) {
  std::error_code failure;
  auto entries = entries_of(folder, failure);
  require(failure, folder, "list the folder");
  return entries;
}

bool is_there(const fs::path& path) {
  std::error_code failure;
  const bool there = fs::exists(path, failure);
  require(failure, path, "look at it");
  return there;
}

std::uint64_t free_bytes(const fs::path& folder) {
  std::error_code failure;
  const fs::space_info space = fs::space(folder, failure);
  require(failure, folder, "tell how much of its disk is free");
  return space.available;
}

void remove_file(const fs::path& file) {
  std::error_code failure;
  fs::remove(file, failure);
  require(failure, file, "remove it");
}

fs::path absolute_path(const fs::path& path) {
  std::error_code failure;
  const fs::path absolute = fs::absolute(path, failure);
  require(failure, path, "tell where it is, as the working folder cannot be found");
  return absolute.lexically_normal();
}

void create_folders(const fs::path& folder) {
  std::vector<fs::path> missing;
  std::error_code ignored;
  for (auto path = folder; !path.empty() && !fs::is_directory(path, ignored);
       path = path.has_relative_path() ? path.parent_path() : fs::path()) {
    missing.push_back(path);
  }
  for (auto path = missing.rbegin(); path != missing.rend(); ++path) create_folder(*path, folder);
}

}  // namespace nightjar
