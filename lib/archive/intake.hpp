#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "archive/archive.hpp"
#include "archive/path_lock.hpp"

namespace nightjar::archive {

/// A file to be kept.
struct Incoming {
  std::filesystem::path path;
  std::string name;  ///< at the source
  std::optional<Instant> modified{};
  /// Where it is known. Such a file is Nightjar's own, written to by nobody, and synced to disk.
  std::string sha256{};
  std::vector<std::string> feeds{};  ///< that are read from it
};

/// The files of one night on their way into the archive: their bytes first, then the manifest by
/// which they are found again. As long as it lives nobody removes what it has taken in. What has
/// no manifest in the end goes with the next retention.
class Intake {
 public:
  /// Creates the archive's folders where they are not there. Throws Misconfigured where that fails.
  explicit Intake(const std::filesystem::path& root, ObjectStore::Watch watch = {});

  /// Takes files in; what is there already is not stored again. When it returns all bytes are on
  /// disk for good. Throws BadDump where a file changes meanwhile or is not of its digest,
  /// Misconfigured on a full disk.
  [[nodiscard]] std::vector<KeptFile> take(const std::vector<Incoming>& files);
  /// Writes the manifest, which is on disk for good when it returns.
  void record(const Manifest& manifest);

 private:
  Archive archive_;
  PathLock lock_;
};

}  // namespace nightjar::archive
