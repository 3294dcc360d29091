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
  std::string name;                  ///< at the source
  std::string sha256;                ///< of the bytes as received; the name of its object
  std::uint64_t bytes = 0;           ///< as received
  std::optional<Instant> modified;   ///< at the source
  std::vector<std::string> feeds{};  ///< that are read from it; none in manifests of version 1

  bool operator==(const KeptFile&) const = default;
};

/// Which files a night had. It is written before the night commits, so it says nothing of what
/// became of the night; Archive::note_outcome() does.
struct Manifest {
  /// A UUID that no other night has, of any database: a database that was restored gives its run
  /// numbers away a second time. Empty in manifests of version 1, which had the number alone.
  std::string night_id;
  std::int64_t run_id = 0;  ///< in the ledger that the night was run with
  std::string dataset;
  std::optional<Instant> as_of;  ///< from when its facts are valid; unknown in version 1
  Instant kept_at;
  std::vector<KeptFile> files;
  /// `loaded`, `unchanged`, `held` or `failed`; empty where the night ended before it was noted.
  /// It is kept beside the manifest.
  std::string outcome{};

  /// What the night is called in the archive: its identity, or the number where it has none.
  [[nodiscard]] std::string night() const {
    return night_id.empty() ? std::to_string(run_id) : night_id;
  }

  bool operator==(const Manifest&) const = default;
};

/// A manifest as lines of text, with a last line that shows that none is lacking. Version 1 where
/// it has no identity.
std::string to_text(const Manifest& manifest);
/// Throws Misconfigured, with the file's name, where the text is not a whole manifest.
Manifest parse_manifest(std::string_view text, const std::filesystem::path& file);

}  // namespace nightjar::archive
