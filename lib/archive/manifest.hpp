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
  std::string sha256;               ///< of the bytes as received; the name of its object
  std::uint64_t bytes = 0;          ///< as received
  std::optional<Instant> modified;  ///< at the source

  bool operator==(const KeptFile&) const = default;
};

/// Which files a run had.
struct Manifest {
  std::int64_t run_id = 0;
  std::string dataset;
  Instant kept_at;
  std::vector<KeptFile> files;

  bool operator==(const Manifest&) const = default;
};

/// A manifest as lines of text, with a last line that shows that none is lacking.
std::string to_text(const Manifest& manifest);
/// Throws Misconfigured, with the file's name, where the text is not a whole manifest.
Manifest parse_manifest(std::string_view text, const std::filesystem::path& file);

}  // namespace nightjar::archive
