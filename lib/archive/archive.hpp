#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "archive/manifest.hpp"
#include "archive/object_store.hpp"
#include "feed/retention.hpp"

namespace nightjar::archive {

/// A file to be kept.
struct Incoming {
  std::filesystem::path path;
  std::string name;  ///< at the source
  std::optional<Instant> modified{};
  std::string sha256{};  ///< where it is known already, else empty
};

/// A kept file, unpacked again.
struct Restored {
  KeptFile file;
  std::filesystem::path path;
};

/// What retention did.
struct RetentionReport {
  std::vector<std::int64_t> dropped_runs;
  std::uint64_t freed_bytes = 0;
  std::uint64_t kept_bytes = 0;  ///< on disk; above the limit where what is protected is larger
};

/// Something wrong with a kept file.
struct Damage {
  std::string sha256;
  std::vector<std::int64_t> runs;  ///< that had it
  std::string what;
};

/// All the dumps that were picked up, by content and packed with zstd: `objects/` holds each
/// content once, `runs/` a manifest for each run. Any number of processes may use it at once.
class Archive {
 public:
  /// Creates the folders where they are not there. Throws Misconfigured where that fails.
  /// `watch` is called about once a megabyte that is read; what it throws ends the work.
  explicit Archive(const std::filesystem::path& root, ObjectStore::Watch watch = {});

  /// Keeps the files of a run; what is there already is not stored again. When it returns all
  /// of it is on disk for good. A manifest that the run already has is replaced. Throws BadDump
  /// where a file changes meanwhile or is not of its digest, Misconfigured on a full disk; then the
  /// run has no manifest.
  Manifest keep(std::int64_t run_id, const std::string& dataset, Instant now,
                const std::vector<Incoming>& files);

  /// The manifests, by run.
  [[nodiscard]] std::vector<Manifest> list() const;
  [[nodiscard]] std::optional<Manifest> find(std::int64_t run_id) const;
  /// Where the bytes of a file are, packed.
  [[nodiscard]] std::filesystem::path place_of(const KeptFile& file) const {
    return objects_.place_of(file.sha256);
  }

  /// Unpacks the files of a run into `folder` under names of their content, in the order of the
  /// manifest. Throws Misconfigured where the run is not in the archive, BadDump where a file is
  /// damaged.
  [[nodiscard]] std::vector<Restored> give_back(std::int64_t run_id,
                                                const std::filesystem::path& folder) const;
  /// Unpacks everything and holds it against its digest. Gives what is wrong; nothing: all is well.
  [[nodiscard]] std::vector<Damage> verify() const;

  /// Drops runs by age, then the oldest until the size is within the limit; never those in
  /// `protected_runs` (held nights) nor the newest of each dataset. Content that no run has any
  /// more is removed. Gives nothing, and does nothing, while another process keeps or reads.
  std::optional<RetentionReport> retain(const feed::Retention& retention,
                                        const std::set<std::int64_t>& protected_runs, Instant now);

 private:
  KeptFile keep_file(const Incoming& file);
  [[nodiscard]] std::filesystem::path manifest_of(std::int64_t run_id) const;
  [[nodiscard]] std::vector<Manifest> read_all() const;
  [[nodiscard]] std::uint64_t bytes_of(const std::vector<Manifest>& manifests) const;

  std::filesystem::path root_;
  ObjectStore objects_;
};

}  // namespace nightjar::archive
