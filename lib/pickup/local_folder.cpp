#include "pickup/local_folder.hpp"

#include <algorithm>
#include <system_error>
#include <utility>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/folder.hpp"
#include "base/format.hpp"

namespace nightjar::pickup {

namespace fs = std::filesystem;

LocalFolder::LocalFolder(fs::path folder) : folder_(std::move(folder)) {}

std::string LocalFolder::address(const std::string& name) const {
  return "file://" + (folder_ / name).string();
}

std::vector<std::string> LocalFolder::names(const std::string& folder) {
  return entries(folder, [](const fs::path& entry) {
    std::error_code leads_nowhere;
    return fs::is_regular_file(entry, leads_nowhere);
  });
}

std::vector<std::string> LocalFolder::folders(const std::string& folder) {
  return entries(folder, [](const fs::path& entry) {
    std::error_code leads_nowhere;
    return fs::is_directory(entry, leads_nowhere);
  });
}

std::vector<std::string> LocalFolder::entries(const std::string& folder, IsWanted is_wanted) const {
  std::vector<std::string> names;
  std::error_code failure;
  for (const fs::path& entry : entries_of(folder_ / folder, failure)) {
    if (is_wanted(entry)) names.push_back(entry.filename());
  }
  if (failure && failure != std::errc::no_such_file_or_directory) {
    throw Misconfigured(fmt::format("{}: cannot list it: {}", address(folder), failure.message()),
                        "check that this user may read the folder");
  }
  return names;
}

std::optional<FileState> LocalFolder::look(const std::string& name) {
  if (!is_there(folder_ / name)) return std::nullopt;  // a folder fails when it is read
  const FileIdentity identity = InputFile(folder_ / name).identity();
  return FileState{identity.bytes, identity.modified};
}

void LocalFolder::download(const std::string& name, std::uint64_t offset, const Sink& sink) {
  const std::string bytes = read_text(folder_ / name);
  sink(std::string_view(bytes).substr(std::min<std::size_t>(offset, bytes.size())));
}

std::optional<fs::path> LocalFolder::local_path(const std::string& name) const {
  return folder_ / name;
}

}  // namespace nightjar::pickup
