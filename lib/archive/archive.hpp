#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "archive/manifest.hpp"
#include "archive/object_store.hpp"
#include "feed/retention.hpp"

namespace nightjar::archive {

/// A kept file that was restored as it was received.
struct Restored {
  KeptFile file;
  std::filesystem::path path;
};

/// What retention did.
struct RetentionReport {
  std::vector<std::string> dropped;  ///< nights, as Manifest::night() calls them
  std::vector<std::string> kept;     ///< nights, likewise
  std::uint64_t freed_bytes = 0;
  std::uint64_t kept_bytes = 0;  ///< on disk; exceeds the limit if the protected nights are larger
};

/// Something wrong with a kept file.
struct CorruptFile {
  std::string sha256;
  std::vector<std::int64_t> runs;  ///< the nights that use the file
  std::string what;
};

/// All dumps that were picked up, addressed by content: `unpacked/` and `objects/` store each
/// content once, `runs/` has a manifest for each night and its outcome. Intake adds to it. Any
/// number of processes may use it at the same time. A missing archive counts as empty.
class Archive {
 public:
  /// Calls `watch` about once per megabyte read; an exception from it stops the work.
  explicit Archive(std::filesystem::path root, ObjectStore::Watch watch = {});

  /// The manifests, by run.
  [[nodiscard]] std::vector<Manifest> list() const;
  /// The manifest of a night, by its name as Manifest::night() returns it.
  [[nodiscard]] std::optional<Manifest> find(const std::string& night) const;
  /// Where the bytes of a file are now.
  [[nodiscard]] std::filesystem::path place_of(const std::string& sha256) const {
    return objects_.place_of(sha256);
  }
  /// Whether every file of a night exists; `verify()` checks the content.
  [[nodiscard]] bool has_all(const Manifest& manifest) const;

  /// Writes the files of a night into `folder`, named by their content, in the order of the
  /// manifest. Throws BadDump if a file is damaged.
  [[nodiscard]] std::vector<Restored> give_back(const Manifest& manifest,
                                                const std::filesystem::path& folder) const;
  /// Reads all files and compares them with their digests. Returns what is wrong; empty if
  /// everything is in order.
  [[nodiscard]] std::vector<CorruptFile> verify() const;

  /// Records the outcome of a night; does nothing if it is already recorded or the night is not in
  /// the archive.
  void note_outcome(const std::string& night, const std::string& outcome) const;
  /// Replaces the manifest of a night that has an older version.
  void replace(const Manifest& old, const Manifest& renewed) const;

  /// Packs unpacked objects, and calls `packed` for each object with its new place. Objects that
  /// another process is packing are skipped. Throws BadDump, at the end, if an object is damaged.
  void pack(const std::function<void(const std::string& sha256, const std::filesystem::path&)>&
                packed) const;

  /// Receives the nights that are about to be removed. An exception from it prevents the removal.
  using BeforeDropping = std::function<void(const std::vector<std::string>& nights)>;

  /// Removes nights by age, then the oldest until the size is within the limit; never those in
  /// `protected_nights` (held ones) or the newest of each dataset. Removes content that no night
  /// uses any more, and leftovers of killed writers. Returns nothing, and does nothing, while
  /// another process adds or reads.
  std::optional<RetentionReport> retain(const feed::Retention& retention,
                                        const std::set<std::string>& protected_nights, Instant now,
                                        const BeforeDropping& before_dropping = {}) const;

 private:
  friend class Intake;
  [[nodiscard]] std::filesystem::path manifest_of(const std::string& night) const;
  [[nodiscard]] std::filesystem::path outcome_of(const std::string& night) const;
  [[nodiscard]] Manifest read(const std::filesystem::path& file) const;
  [[nodiscard]] std::vector<Manifest> read_all() const;
  [[nodiscard]] std::uint64_t bytes_of(const std::vector<Manifest>& manifests) const;
  void write(const Manifest& manifest) const;
  void drop(const std::vector<std::string>& nights) const;

  std::filesystem::path root_;
  ObjectStore objects_;
};

}  // namespace nightjar::archive
