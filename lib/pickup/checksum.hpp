#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "hashing/digest.hpp"

namespace nightjar::pickup {

/// The digest of one file according to a checksum file.
struct Checksum {
  DigestKind kind = DigestKind::sha256;
  std::string hex;  ///< lower case
};

/// Finds the digest of `file` (its name without folders) in the text of a checksum file: a line
/// `DIGEST  NAME` or `DIGEST *NAME` as written by md5sum and sha256sum, `SHA256 (NAME) = DIGEST` as
/// written by BSD, or the digest alone. The length determines the kind. Returns nothing if no line
/// matches.
std::optional<Checksum> find_checksum(std::string_view text, std::string_view file);

}  // namespace nightjar::pickup
