#pragma once

#include <filesystem>
#include <memory>

#include "base/byte_source.hpp"
#include "compression/expansion_limits.hpp"

namespace nightjar::compression {

/// The content of a file that is packed as a whole, recognised by its first bytes: gzip, zstd,
/// bzip2 or xz; of any other file its own bytes. Throws as open() does.
std::unique_ptr<ByteSource> unpack(const std::filesystem::path& path,
                                   const ExpansionLimits& limits);

}  // namespace nightjar::compression
