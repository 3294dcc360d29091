#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hashing/digest.hpp"

namespace nightjar::pickup {

/// The digest of one file according to a checksum file.
struct Checksum {
  DigestKind kind = DigestKind::sha256;
  std::string hex;  ///< lower case

  bool operator==(const Checksum&) const = default;
};

/// A line of a checksum file; views of it.
struct ChecksumLine {
  std::string_view name;  ///< empty if the digest stands alone
  Checksum checksum;
};

/// Reads a line `DIGEST  NAME` or `DIGEST *NAME` as written by md5sum and sha256sum, `SHA256 (NAME)
/// = DIGEST` as written by BSD, or the digest alone. The length determines the kind. Nothing if the
/// line is none of these.
std::optional<ChecksumLine> read_checksum_line(std::string_view line);

/// The lines of a small text file, without blanks around them.
std::vector<std::string_view> lines_of(std::string_view text);

/// Finds the digest of `file` (its name without folders) in the text of a checksum file. Returns
/// nothing if no line matches.
std::optional<Checksum> find_checksum(std::string_view text, std::string_view file);

}  // namespace nightjar::pickup
