#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "hashing/digest.hpp"

namespace nightjar::pickup {

/// What a checksum file says of one file.
struct Checksum {
  DigestKind kind = DigestKind::sha256;
  std::string hex;  ///< lower case
};

/// Finds the digest of `file` (its name without folders) in the text of a checksum file: a line
/// `DIGEST  NAME` or `DIGEST *NAME` as md5sum and sha256sum write, `SHA256 (NAME) = DIGEST` as BSD
/// does, or the digest alone. The kind is told by the length. Nothing where no line fits.
std::optional<Checksum> find_checksum(std::string_view text, std::string_view file);

}  // namespace nightjar::pickup
