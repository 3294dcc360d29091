#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "hashing/digest.hpp"
#include "pickup/source_listing.hpp"

namespace nightjar::pickup {

/// The part of a file that has arrived so far, in the staging folder, with its digest.
///
/// The name on disk identifies the state of the vendor's file and the boot of the machine: a later
/// process resumes the part if both are the same, and removes it otherwise. (After a power failure
/// a file may contain zeros that were never synced.) It stays on disk until discard() or move_to().
class PartFile {
 public:
  /// Throws Misconfigured, with the path, if it cannot be written.
  PartFile(const std::filesystem::path& folder, const ListedFile& file);
  ~PartFile();
  PartFile(const PartFile&) = delete;
  PartFile& operator=(const PartFile&) = delete;

  [[nodiscard]] std::uint64_t size() const { return size_; }
  [[nodiscard]] const ListedFile& file() const { return file_; }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] bool is_complete() const { return size_ == file_.state.bytes; }

  /// Appends. If the disk is full, the part is removed to free the space, and Misconfigured is
  /// thrown.
  void write(std::string_view bytes);
  /// Removes it from disk.
  void discard();
  /// Completes the digest and syncs the bytes to disk.
  void sync();
  /// SHA-256 of the whole file, in hexadecimal; after sync().
  [[nodiscard]] const std::string& sha256() const { return sha256_; }
  /// Renames the synced file to its final name.
  void move_to(const std::filesystem::path& place);

 private:
  [[noreturn]] void fail() const;
  void take_up();

  ListedFile file_;
  std::filesystem::path path_;
  int descriptor_ = -1;
  std::uint64_t size_ = 0;
  Digest sum_{DigestKind::sha256};
  std::string sha256_;
};

/// Whether this is a part of a file that a later process can resume: one that was written since the
/// machine was booted.
bool may_be_continued(const std::filesystem::path& path);

/// Maps a name at the source to a unique name of one file in the staging folder.
std::string staged_name(std::string_view name);

}  // namespace nightjar::pickup
