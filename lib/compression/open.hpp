#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "base/byte_source.hpp"
#include "compression/expansion_limits.hpp"

namespace nightjar::compression {

/// Opens a file as the vendor packed it, recognised by its first bytes and not by its name: plain,
/// gzip, zstd, bzip2, xz, a zip, or a tar archive, itself packed or not. `member` is the name of
/// the file in a zip or tar archive, or a pattern that matches one of them, and may be empty if it
/// has only one; a member that is itself packed is not unpacked further. Hidden files and
/// `__MACOSX/` count only if they are named. Names in an archive are compared byte by byte and
/// never become paths. Nothing is written to disk.
///
/// Throws BadDump, here or from read(), if the file is truncated, damaged, encrypted, has no such
/// member or several, or expands beyond the limits. What was read before that must not be loaded:
/// damage may be detected only at the end.
std::unique_ptr<ByteSource> open(const std::filesystem::path& path, const std::string& member = {},
                                 const ExpansionLimits& limits = {});

}  // namespace nightjar::compression
