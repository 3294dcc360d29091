#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "archive/archive.hpp"
#include "archive/path_lock.hpp"

namespace nightjar::archive {

/// A file to be archived.
struct Incoming {
  std::filesystem::path path;
  std::string name;  ///< at the source
  std::optional<Instant> modified{};
  /// If it is known. Such a file belongs to Nightjar, nobody writes to it any more, and it is
  /// synced to disk.
  std::string sha256{};
  std::vector<std::string> feeds{};  ///< the feeds that are read from it
};

/// The files of one night on their way into the archive: first their bytes, then the manifest that
/// lists them. While this object exists, nobody removes the files that it has added. Files that
/// have no manifest in the end are removed by the next retention.
class Intake {
 public:
  /// Creates the archive's folders if they do not exist. Throws Misconfigured if that fails.
  explicit Intake(const std::filesystem::path& root, ObjectStore::Watch watch = {});

  /// Adds files; content that is already in the archive is not stored again. On return all bytes
  /// are durable on disk. Throws BadDump if a file changes meanwhile or does not match its digest,
  /// Misconfigured if the disk is full.
  [[nodiscard]] std::vector<KeptFile> take(const std::vector<Incoming>& files);
  /// Writes the manifest, which is durable on return.
  void record(const Manifest& manifest);

 private:
  Archive archive_;
  PathLock lock_;
};

}  // namespace nightjar::archive
