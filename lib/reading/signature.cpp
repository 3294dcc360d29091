#include "reading/signature.hpp"

#include <array>

namespace nightjar::reading {
namespace {

using namespace std::string_view_literals;

struct Signature {
  std::string_view bytes;
  std::string_view format;
};

// From the formats' specifications: RFC 1952 (gzip), APPNOTE 4.3.7 and 4.3.16 (zip), RFC 8878
// (zstd), the xz and bzip2 file formats. UTF-16 and UTF-32 without a mark show by the zero bytes
// beside a file's first ASCII character.
constexpr std::array signatures{
    Signature{"\x1f\x8b"sv, "gzip"},
    Signature{"PK\x03\x04"sv, "zip"},
    Signature{"PK\x05\x06"sv, "zip"},
    Signature{"\x28\xb5\x2f\xfd"sv, "zstd"},
    Signature{"\xfd"
              "7zXZ\0"sv,
              "xz"},
    Signature{"BZh91AY"sv, "bzip2"},
    Signature{"\xff\xfe\0\0"sv, "UTF-32"},
    Signature{"\0\0\xfe\xff"sv, "UTF-32"},
    Signature{"\xff\xfe"sv, "UTF-16"},
    Signature{"\xfe\xff"sv, "UTF-16"},
};

}  // namespace

std::size_t byte_order_mark(std::string_view front) {
  return front.starts_with(byte_order_mark_bytes) ? byte_order_mark_bytes.size() : 0;
}

std::optional<std::string_view> foreign_format(std::string_view front) {
  for (const auto& signature : signatures) {
    if (front.starts_with(signature.bytes)) return signature.format;
  }
  if (front.size() >= 2 && (front[0] == '\0') != (front[1] == '\0')) return "UTF-16";
  return std::nullopt;
}

}  // namespace nightjar::reading
