#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "hashing/digest.hpp"
#include "pickup/part_file.hpp"
#include "pickup/remote.hpp"
#include "pickup/source_listing.hpp"

namespace nightjar::pickup {

/// The folder into which the files of one dataset are downloaded. Files that can be read in place
/// are not copied there.
class DownloadFolder {
 public:
  /// Receives the progress: a file, the bytes that have arrived, and its size.
  using Received = std::function<void(const std::string&, std::uint64_t, std::uint64_t)>;

  /// The folder is created when the first file arrives, so files in place do not depend on it.
  DownloadFolder(std::filesystem::path folder, Remote& remote, Received received);

  /// Throws Misconfigured if the disk has no room for the remaining bytes, or if the folder cannot
  /// be created.
  void require_space(const std::vector<ListedFile>& files);
  /// Downloads a file completely; resumes a part of the same state. Throws as Remote::download()
  /// does, and Transient if more or fewer bytes arrived than the server reported.
  void fetch(const ListedFile& file);
  /// Whether any byte has arrived since the last call.
  bool has_progressed() { return std::exchange(progressed_, false); }
  /// The digest of a file that was fetched.
  std::string digest_of(const ListedFile& file, DigestKind kind);
  /// Removes what has arrived of a file, on disk too.
  void drop(const std::string& name);
  /// Syncs the downloaded files and renames them to their final names (if the process is killed,
  /// only some of them); removes all other parts.
  void settle(const std::vector<ListedFile>& files);

  /// Where the file is, or will be after settle().
  [[nodiscard]] std::filesystem::path place_of(const std::string& name) const;
  /// SHA-256 of a settled file; empty if it is read in place.
  [[nodiscard]] std::string sha256_of(const std::string& name) const;

 private:
  PartFile& part_of(const ListedFile& file);
  void download_into(PartFile& part);

  std::filesystem::path folder_;
  Remote& remote_;
  Received received_;
  bool progressed_ = false;
  std::map<std::string, std::unique_ptr<PartFile>> parts_;
};

}  // namespace nightjar::pickup
