#include "compression/unpack.hpp"

#include <array>
#include <string_view>

#include "base/file.hpp"
#include "compression/filter_source.hpp"
#include "compression/gzip_source.hpp"
#include "compression/zstd_source.hpp"

namespace nightjar::compression {
namespace {

using namespace std::string_view_literals;

/// bzip2: `BZh`, a level, and the mark of a first block or of the end.
bool is_bzip2(std::string_view front) {
  if (!front.starts_with("BZh") || front.size() < 10) return false;
  const auto mark = front.substr(4, 6);
  return mark == "1AY&SY" || mark == "\x17\x72\x45\x38\x50\x90";
}

}  // namespace

/// RFC 1952, RFC 8878 (frames, and the skippable ones that may stand before them), and the formats
/// of xz and bzip2.
std::unique_ptr<ByteSource> unpack(const std::filesystem::path& path,
                                   const ExpansionLimits& limits) {
  std::array<char, 10> bytes{};
  const std::size_t got = InputFile(path).read(bytes);
  const std::string_view front(bytes.data(), got);
  const bool is_skippable =
      got >= 4 && (bytes[0] & '\xf0') == '\x50' && front.substr(1).starts_with("\x2a\x4d\x18");
  if (front.starts_with("\x1f\x8b")) return std::make_unique<GzipSource>(path, limits);
  if (front.starts_with("\x28\xb5\x2f\xfd") || is_skippable) {
    return std::make_unique<ZstdSource>(path, limits);
  }
  if (is_bzip2(front) || front.starts_with("\xfd"
                                           "7zXZ\0"sv)) {
    return std::make_unique<FilterSource>(path, limits);
  }
  return std::make_unique<InputFile>(path);
}

}  // namespace nightjar::compression
