#pragma once

#include <string>

#include "base/byte_source.hpp"

namespace nightjar {

/// The digests that vendors put beside their files.
enum class DigestKind { md5, sha256 };

/// The digest of all that a source gives, in lower-case hexadecimal digits. Reads it to its end.
std::string hex_digest(ByteSource& source, DigestKind kind);

}  // namespace nightjar
