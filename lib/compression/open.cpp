#include "compression/open.hpp"

#include <array>
#include <string_view>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/format.hpp"
#include "compression/gzip_source.hpp"
#include "compression/zip_source.hpp"
#include "compression/zstd_source.hpp"

namespace nightjar::compression {
namespace {

enum class Packing { none, gzip, zstd, zip };

/// RFC 1952, RFC 8878 (frames, and the skippable ones that may stand before them), and the zip
/// specification (a first member, or the end record of a zip without members).
Packing packing_of(const std::filesystem::path& path) {
  std::array<char, 4> bytes{};
  const std::size_t got = InputFile(path).read(bytes);
  const std::string_view magic(bytes.data(), got);
  if (magic.starts_with("\x1f\x8b")) return Packing::gzip;
  if (magic == "\x28\xb5\x2f\xfd") return Packing::zstd;
  if (got == 4 && (bytes[0] & '\xf0') == '\x50' && magic.ends_with("\x2a\x4d\x18")) {
    return Packing::zstd;
  }
  if (magic == "PK\x03\x04" || magic == "PK\x05\x06") return Packing::zip;
  return Packing::none;
}

}  // namespace

std::unique_ptr<ByteSource> open(const std::filesystem::path& path, const std::string& member,
                                 const ExpansionLimits& limits) {
  const Packing packing = packing_of(path);
  if (packing == Packing::zip) return std::make_unique<ZipSource>(path, member, limits);
  if (!member.empty()) {
    throw BadDump(fmt::format("{}: is not a zip, so it has no member {}", path.string(), member),
                  "check the feed's file and member, and what the vendor delivers");
  }
  if (packing == Packing::gzip) return std::make_unique<GzipSource>(path, limits);
  if (packing == Packing::zstd) return std::make_unique<ZstdSource>(path, limits);
  return std::make_unique<InputFile>(path);
}

}  // namespace nightjar::compression
