#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "hashing/digest.hpp"
#include "pickup/part_file.hpp"
#include "pickup/remote.hpp"
#include "pickup/source_listing.hpp"

namespace nightjar::pickup {

/// The folder in which the files of one dataset arrive. Files that can be read in place never do.
class DownloadFolder {
 public:
  /// Is told of a file, how many of its bytes are here, and how many there are.
  using Received = std::function<void(const std::string&, std::uint64_t, std::uint64_t)>;

  /// The folder is created when the first file arrives: one that cannot be harms no file in place.
  DownloadFolder(std::filesystem::path folder, Remote& remote, Received received);

  /// Throws Misconfigured where the disk has no room for what is still to come, or where the folder
  /// cannot be created.
  void require_space(const SourceListing& look);
  /// Has all the bytes of a file here; goes on with a part of the same state. Throws as
  /// Remote::download() does, and Transient where more or fewer bytes came than the server told.
  void fetch(const ListedFile& file);
  /// Whether any byte has come since this was last asked.
  bool has_progressed() { return std::exchange(progressed_, false); }
  /// The digest of a file that was fetched.
  std::string digest_of(const ListedFile& file, DigestKind kind);
  /// Forgets what is here of a file, on disk too.
  void drop(const std::string& name);
  /// Syncs the files that were fetched and gives them their final names, all or, killed in
  /// between, some of them; drops all other parts.
  void settle(const SourceListing& look);

  /// Where the file is, or will be after settle().
  [[nodiscard]] std::filesystem::path place_of(const std::string& name) const;
  /// SHA-256 of a settled file; empty where it is read in place.
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
