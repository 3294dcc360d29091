#include "base/file.hpp"

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.hpp"
#include "base/format.hpp"

namespace nightjar {
namespace {

std::string cause() { return std::generic_category().message(errno); }

[[noreturn]] void fail_writing(const std::filesystem::path& path) {
  const std::string remedy = errno == ENOSPC || errno == EDQUOT
                                 ? "free space on that disk"
                                 : "check that the folder exists and is writable";
  throw Misconfigured(fmt::format("{}: cannot write: {}", path.string(), cause()), remedy);
}

/// Removes an existing file instead of opening it: it may be a link to another place.
int create_new(const std::filesystem::path& path) {
  ::unlink(path.c_str());
  return ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0640);
}

}  // namespace

InputFile::InputFile(const std::filesystem::path& path)
    : path_(path), descriptor_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
  if (descriptor_ < 0) {
    throw BadDump(fmt::format("{}: cannot open: {}", path.string(), cause()),
                  "check that the file is there and readable by this user");
  }
  ::posix_fadvise(descriptor_, 0, 0, POSIX_FADV_SEQUENTIAL);
}

InputFile::~InputFile() { ::close(descriptor_); }

std::size_t InputFile::read(std::span<char> buffer) {
  std::size_t filled = 0;
  while (filled < buffer.size()) {
    const ssize_t got = ::read(descriptor_, buffer.data() + filled, buffer.size() - filled);
    if (got == 0) break;
    if (got < 0) {
      if (errno == EINTR) continue;
      throw BadDump(fmt::format("{}: cannot read: {}", path_.string(), cause()),
                    "check the file and the disk it is on");
    }
    filled += static_cast<std::size_t>(got);
  }
  return filled;
}

FileIdentity InputFile::identity() const {
  struct stat status {};
  if (::fstat(descriptor_, &status) != 0) {
    throw BadDump(fmt::format("{}: cannot look at it: {}", path_.string(), cause()));
  }
  const auto modified = std::chrono::seconds(status.st_mtim.tv_sec) +
                        std::chrono::duration_cast<std::chrono::microseconds>(
                            std::chrono::nanoseconds(status.st_mtim.tv_nsec));
  return {status.st_dev, status.st_ino, static_cast<std::uint64_t>(status.st_size),
          Instant(modified)};
}

AtomicFile::AtomicFile(std::filesystem::path path)
    : path_(std::move(path)), part_(path_.string() + ".part"), descriptor_(create_new(part_)) {
  if (descriptor_ < 0) fail_writing(part_);
}

AtomicFile::~AtomicFile() {
  if (descriptor_ < 0) return;
  ::close(descriptor_);
  ::unlink(part_.c_str());
}

void AtomicFile::write(std::string_view bytes) {
  write_at(size_, bytes);
  size_ += bytes.size();
}

void AtomicFile::write_at(std::uint64_t offset, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t put =
        ::pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (put < 0) {
      if (errno == EINTR) continue;
      fail_writing(part_);
    }
    bytes.remove_prefix(static_cast<std::size_t>(put));
    offset += static_cast<std::uint64_t>(put);
  }
}

void AtomicFile::read_at(std::uint64_t offset, std::span<char> buffer) const {
  while (!buffer.empty()) {
    const ssize_t got =
        ::pread(descriptor_, buffer.data(), buffer.size(), static_cast<off_t>(offset));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) fail_writing(part_);
    buffer = buffer.subspan(static_cast<std::size_t>(got));
    offset += static_cast<std::uint64_t>(got);
  }
}

bool AtomicFile::clone(const InputFile& source) {
  if (::ioctl(descriptor_, FICLONE, source.descriptor()) != 0) return false;
  size_ = source.identity().bytes;
  return true;
}

void AtomicFile::write_out() const { ::sync_file_range(descriptor_, 0, 0, SYNC_FILE_RANGE_WRITE); }

void AtomicFile::protect() { ::fchmod(descriptor_, S_IRUSR | S_IRGRP); }

void AtomicFile::commit_as(std::filesystem::path place) {
  path_ = std::move(place);
  commit();
}

void AtomicFile::commit(Durability durability) {
  if (durability == Durability::synced && ::fsync(descriptor_) != 0) fail_writing(part_);
  ::close(descriptor_);
  descriptor_ = -1;
  if (::rename(part_.c_str(), path_.c_str()) != 0) {
    const int failure = errno;
    ::unlink(part_.c_str());
    errno = failure;
    fail_writing(path_);
  }
  if (durability == Durability::synced) sync_folder(path_.parent_path());
}

void sync_folder(const std::filesystem::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  ::fsync(descriptor);
  ::close(descriptor);
}

namespace {

/// No text that a person or a program writes for Nightjar is this large.
constexpr std::size_t largest_text = std::size_t{256} << 20;

std::string read_all(InputFile& file, const std::filesystem::path& path) {
  std::string text;
  std::string block(std::size_t{1} << 16, '\0');
  while (const std::size_t got = file.read(block)) {
    text.append(block, 0, got);
    if (text.size() <= largest_text) continue;
    throw Misconfigured(fmt::format("{}: is larger than {} bytes", path.string(), largest_text),
                        "name a file of text");
  }
  return text;
}

}  // namespace

void create_text(const std::filesystem::path& path, std::string_view text) {
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  if (descriptor < 0 && errno == EEXIST) {
    throw Misconfigured(fmt::format("{}: is there already, and is not overwritten", path.string()),
                        "move it out of the way, or edit it");
  }
  if (descriptor < 0) fail_writing(path);
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) {
      const int failure = errno;
      ::close(descriptor);
      errno = failure;
      fail_writing(path);
    }
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  ::close(descriptor);
}

std::string read_text(const std::filesystem::path& path) {
  try {
    InputFile file(path);
    return read_all(file, path);
  } catch (const BadDump& error) {
    throw Misconfigured(error.what(), error.remedy());
  }
}

}  // namespace nightjar
