#include "compression/open.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/format.hpp"
#include "compression/archive_source.hpp"
#include "compression/unpack.hpp"

namespace nightjar::compression {
namespace {

/// A first member, or the end record of a zip without members.
bool is_zip(const std::filesystem::path& path) {
  std::array<char, 4> bytes{};
  const std::size_t got = InputFile(path).read(bytes);
  const std::string_view magic(bytes.data(), got);
  return magic == "PK\x03\x04" || magic == "PK\x05\x06";
}

/// POSIX, ustar Interchange Format.
bool is_tar(ByteSource& content) {
  constexpr std::size_t magic_at = 257;
  constexpr std::string_view magic = "ustar";
  std::array<char, magic_at + magic.size()> bytes{};
  const std::size_t got = content.read(bytes);
  return std::string_view(bytes.data(), got).substr(std::min(magic_at, got)) == magic;
}

}  // namespace

std::unique_ptr<ByteSource> open(const std::filesystem::path& path, const std::string& member,
                                 const ExpansionLimits& limits) {
  if (is_zip(path)) {
    return std::make_unique<ArchiveSource>(ArchiveKind::zip, path, member, limits);
  }
  if (is_tar(*unpack(path, limits))) {
    return std::make_unique<ArchiveSource>(ArchiveKind::tar, path, member, limits);
  }
  if (!member.empty()) {
    throw BadDump(fmt::format("{}: is not a zip or tar archive, so it has no member {}",
                              path.string(), member),
                  "check the feed's file and member, and what the vendor delivers");
  }
  return unpack(path, limits);
}

}  // namespace nightjar::compression
