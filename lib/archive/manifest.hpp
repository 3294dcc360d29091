#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"

namespace nightjar::archive {

/// A file of a night, as the vendor delivered it.
struct KeptFile {
  std::string name;                 ///< at the source
  std::string sha256;               ///< of the bytes as received; also the name of its object
  std::uint64_t bytes = 0;          ///< as received
  std::optional<Instant> modified;  ///< at the source
  std::vector<std::string>
      feeds{};  ///< the feeds that are read from it; none in manifests of version 1

  bool operator==(const KeptFile&) const = default;
};

/// The files of a night. The manifest is written before the night commits, so it does not contain
/// the outcome of the night; see Archive::note_outcome().
struct Manifest {
  /// A UUID that no other night of any database has: a restored database assigns its run numbers a
  /// second time. Empty in manifests of version 1, which have only the number.
  std::string night_id;
  std::int64_t run_id = 0;  ///< in the ledger of the database that ran the night
  std::string dataset;
  std::optional<Instant>
      as_of;  ///< the instant from which its facts are valid; unknown in version 1
  Instant kept_at;
  std::vector<KeptFile> files;
  /// `loaded`, `unchanged`, `held` or `failed`; empty if the process ended before it was recorded.
  /// It is stored in a file next to the manifest.
  std::string outcome{};

  /// The name of the night in the archive: its identity, or its number if it has none.
  [[nodiscard]] std::string night() const {
    return night_id.empty() ? std::to_string(run_id) : night_id;
  }

  bool operator==(const Manifest&) const = default;
};

/// A manifest as lines of text, with a last line that proves that it is complete. Version 1 if it
/// has no identity.
std::string to_text(const Manifest& manifest);
/// Throws Misconfigured, with the file's name, if the text is not a complete manifest.
Manifest parse_manifest(std::string_view text, const std::filesystem::path& file);

}  // namespace nightjar::archive
