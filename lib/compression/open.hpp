#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "base/byte_source.hpp"
#include "compression/expansion_limits.hpp"

namespace nightjar::compression {

/// Opens a file as the vendor packed it, told by its first bytes and not by its name: plain, gzip,
/// zstd, or a zip. `member` names the file in a zip, or is a pattern that fits one of them, and may
/// be empty where it has only one; a member that is itself packed is not unpacked further. Hidden
/// files and `__MACOSX/` count only where they are named. Names in a zip are compared byte by byte
/// and never become paths. Nothing is written to disk.
///
/// Throws BadDump, here or from read(), where the file is truncated, damaged, encrypted, has no
/// such member or several, or expands beyond the limits. What was read before that is not to be
/// loaded: a damage may show only at the end.
std::unique_ptr<ByteSource> open(const std::filesystem::path& path, const std::string& member = {},
                                 const ExpansionLimits& limits = {});

}  // namespace nightjar::compression
