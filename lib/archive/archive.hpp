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

/// A kept file, as it was received again.
struct Restored {
  KeptFile file;
  std::filesystem::path path;
};

/// What retention did.
struct RetentionReport {
  std::vector<std::string> dropped;  ///< nights, as Manifest::night() calls them
  std::uint64_t freed_bytes = 0;
  std::uint64_t kept_bytes = 0;  ///< on disk; above the limit where what is protected is larger
};

/// Something wrong with a kept file.
struct CorruptFile {
  std::string sha256;
  std::vector<std::int64_t> runs;  ///< that had it
  std::string what;
};

/// All the dumps that were picked up, by content: `unpacked/` and `objects/` hold each content
/// once, `runs/` a manifest for each night and what became of it. Intake adds to it. Any number of
/// processes may use it at once. An archive that is not there yet is an empty one.
class Archive {
 public:
  /// `watch` is called about once a megabyte that is read; what it throws ends the work.
  explicit Archive(std::filesystem::path root, ObjectStore::Watch watch = {});

  /// The manifests, by run.
  [[nodiscard]] std::vector<Manifest> list() const;
  /// The manifest of a night, by what Manifest::night() calls it.
  [[nodiscard]] std::optional<Manifest> find(const std::string& night) const;
  /// Where the bytes of a file are now.
  [[nodiscard]] std::filesystem::path place_of(const std::string& sha256) const {
    return objects_.place_of(sha256);
  }
  /// Whether every file of a night is there; `verify()` tells whether they are whole.
  [[nodiscard]] bool has_all(const Manifest& manifest) const;

  /// Writes the files of a night into `folder` under names of their content, in the order of the
  /// manifest. Throws BadDump where a file is damaged.
  [[nodiscard]] std::vector<Restored> give_back(const Manifest& manifest,
                                                const std::filesystem::path& folder) const;
  /// Reads everything and compares it with its digest. Gives what is wrong; nothing: all is well.
  [[nodiscard]] std::vector<CorruptFile> verify() const;

  /// Notes what became of a night; does nothing where that is known, or the night is not here.
  void note_outcome(const std::string& night, const std::string& outcome) const;
  /// Writes the manifest of a night that had none of its version in the place of its old one.
  void replace(const Manifest& old, const Manifest& renewed) const;

  /// Packs what is unpacked, and calls `packed` for each object with its new place. What another
  /// process is packing is left to it. Throws BadDump, at the end, where an object is damaged.
  void pack(const std::function<void(const std::string& sha256, const std::filesystem::path&)>&
                packed) const;

  /// Is told which nights are about to be dropped. What it throws keeps them from it.
  using BeforeDropping = std::function<void(const std::vector<std::string>& nights)>;

  /// Drops nights by age, then the oldest until the size is within the limit; never those in
  /// `protected_nights` (held ones) nor the newest of each dataset. Content that no night has any
  /// more is removed, with what killed writers left. Gives nothing, and does nothing, while another
  /// process adds or reads.
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
