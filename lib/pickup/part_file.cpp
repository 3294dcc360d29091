#include "pickup/part_file.hpp"

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <regex>
#include <system_error>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/folder.hpp"
#include "base/format.hpp"

namespace nightjar::pickup {
namespace {

namespace fs = std::filesystem;

/// Eight digits of the kernel's boot id.
std::string boot() { return read_text("/proc/sys/kernel/random/boot_id").substr(0, 8); }

/// `-` if the time is not known: such a part is never resumed.
std::string time_of(const FileState& state) {
  return state.modified ? std::to_string(state.modified->time_since_epoch().count()) : "-";
}

/// Parts of other states of the same file.
void remove_others(const fs::path& part, const std::string& name) {
  static const std::regex middle("[0-9]+_(-|-?[0-9]+)_[0-9a-f]{8}\\.part");
  for (const fs::path& entry : entries_of(part.parent_path())) {
    const std::string other = entry.filename();
    if (entry != part && other.starts_with(name + ".") &&
        std::regex_match(other.substr(name.size() + 1), middle)) {
      remove_file(entry);
    }
  }
}

/// A new file, never a link to another one that would be overwritten through it.
bool is_plain_file(const fs::path& path) {
  struct stat status {};
  return ::lstat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode) && status.st_nlink == 1;
}

}  // namespace

std::string staged_name(std::string_view name) {
  std::string result;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = byte > 0x20 && byte != 0x7f && c != '/' && c != '%';
    result +=
        plain && !(c == '.' && result.empty()) ? std::string(1, c) : fmt::format("%{:02X}", byte);
  }
  return result;
}

bool may_be_continued(const fs::path& path) {
  return path.filename().string().ends_with(fmt::format("_{}.part", boot()));
}

PartFile::PartFile(const fs::path& folder, const ListedFile& file)
    : file_(file),
      path_(folder / fmt::format("{}.{}_{}_{}.part", staged_name(file.name), file.state.bytes,
                                 time_of(file.state), boot())) {
  remove_others(path_, staged_name(file.name));
  if (!is_plain_file(path_)) ::unlink(path_.c_str());
  descriptor_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0640);
  if (descriptor_ < 0) fail();
  take_up();
}

PartFile::~PartFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

/// Resumes what an earlier process left; its digest is computed again.
void PartFile::take_up() {
  struct stat status {};
  if (::fstat(descriptor_, &status) != 0) fail();
  const auto left = static_cast<std::uint64_t>(status.st_size);
  if (!file_.state.modified || left > file_.state.bytes) {
    if (::ftruncate(descriptor_, 0) != 0) fail();
    return;
  }
  std::vector<char> block(std::size_t{1} << 20);
  while (size_ < left) {
    const ssize_t got = ::pread(descriptor_, block.data(), block.size(), static_cast<off_t>(size_));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) fail();
    sum_.update({block.data(), static_cast<std::size_t>(got)});
    size_ += static_cast<std::uint64_t>(got);
  }
}

void PartFile::write(std::string_view bytes) {
  sum_.update(bytes);
  while (!bytes.empty()) {
    const ssize_t put =
        ::pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(size_));
    if (put < 0) {
      if (errno == EINTR) continue;
      fail();
    }
    bytes.remove_prefix(static_cast<std::size_t>(put));
    size_ += static_cast<std::uint64_t>(put);
  }
}

void PartFile::discard() { ::unlink(path_.c_str()); }

void PartFile::sync() {
  if (::fsync(descriptor_) != 0) fail();
  if (sha256_.empty()) sha256_ = sum_.hex();
}

void PartFile::move_to(const fs::path& place) {
  if (::rename(path_.c_str(), place.c_str()) != 0) fail();
  path_ = place;
}

void PartFile::fail() const {
  const int cause = errno;
  const bool full = cause == ENOSPC || cause == EDQUOT;
  if (full) ::unlink(path_.c_str());
  throw Misconfigured(
      fmt::format("{}: cannot write: {}", path_.string(), std::generic_category().message(cause)),
      full ? "free space on that disk; the file is fetched again from its beginning"
           : "check that the staging folder exists and is writable");
}

}  // namespace nightjar::pickup
