#pragma once

#include <string>

#include "base/byte_source.hpp"

namespace nightjar {

/// The digests that vendors provide with their files.
enum class DigestKind { md5, sha256 };

/// The digest of everything that a source provides, in lower-case hexadecimal digits. Reads it to
/// its end.
std::string hex_digest(ByteSource& source, DigestKind kind);

}  // namespace nightjar
