#include "reading/signature.hpp"

#include <algorithm>
#include <array>

#include "base/ascii.hpp"

namespace nightjar::reading {
namespace {

using namespace std::string_view_literals;

struct Signature {
  std::string_view bytes;
  UnsupportedFormat format;
};

constexpr auto unpack_outer = "have the source pack it once only";
constexpr auto write_utf8 = "have the source write UTF-8";
constexpr auto save_as_csv = "have the vendor save it as CSV in UTF-8 and deliver that";
constexpr std::string_view utf16 = "UTF-16";
constexpr auto look_at_page =
    "look into it: it is most likely an error page of the vendor's server; then fetch the file "
    "again";

// From the formats' specifications: RFC 1952 (gzip), APPNOTE 4.3.7 and 4.3.16 (zip), RFC 8878
// (zstd), the xz and bzip2 file formats, [MS-CFB] 2.2 (Excel before 2007), Apache Parquet (a first
// page header follows), Avro and Arrow. UTF-16 and UTF-32 without a mark are recognised by the zero
// bytes next to a file's first ASCII character.
constexpr std::array signatures{
    Signature{"\x1f\x8b"sv, {"gzip", unpack_outer}},
    Signature{"PK\x03\x04"sv, {"zip", unpack_outer}},
    Signature{"PK\x05\x06"sv, {"zip", unpack_outer}},
    Signature{"\x28\xb5\x2f\xfd"sv, {"zstd", unpack_outer}},
    Signature{"\xfd"
              "7zXZ\0"sv,
              {"xz", unpack_outer}},
    Signature{"BZh91AY"sv, {"bzip2", unpack_outer}},
    Signature{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"sv, {"an old Excel or Office file", save_as_csv}},
    Signature{"PAR1\x15"sv, {"Parquet", save_as_csv}},
    Signature{"Obj\x01"sv, {"Avro", save_as_csv}},
    Signature{"ARROW1\0"sv, {"Arrow", save_as_csv}},
    Signature{"%PDF-"sv, {"PDF", "have the vendor deliver the data itself"}},
    Signature{"\xff\xfe\0\0"sv, {"UTF-32", write_utf8}},
    Signature{"\0\0\xfe\xff"sv, {"UTF-32", write_utf8}},
    Signature{"\xff\xfe"sv, {utf16, write_utf8}},
    Signature{"\xfe\xff"sv, {utf16, write_utf8}},
};

/// Of a tar archive: POSIX, ustar Interchange Format.
constexpr std::size_t tar_magic_at = 257;
constexpr std::string_view tar_magic = "ustar";

bool begins_with(std::string_view text, std::string_view lower_case) {
  return text.size() >= lower_case.size() &&
         std::equal(lower_case.begin(), lower_case.end(), text.begin(),
                    [](char wanted, char c) { return wanted == lowered(c); });
}

bool is_html(std::string_view front) {
  const auto begin = front.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return false;
  front.remove_prefix(begin);
  return begins_with(front, "<!doctype html") || begins_with(front, "<html");
}

}  // namespace

std::size_t byte_order_mark(std::string_view front) {
  return front.starts_with(byte_order_mark_bytes) ? byte_order_mark_bytes.size() : 0;
}

std::optional<UnsupportedFormat> find_unsupported_format(std::string_view front,
                                                         bool says_encoding) {
  for (const auto& signature : signatures) {
    const bool is_text = says_encoding && signature.format.name == utf16;
    if (front.starts_with(signature.bytes) && !is_text) return signature.format;
  }
  if (front.size() >= tar_magic_at && front.substr(tar_magic_at).starts_with(tar_magic)) {
    return UnsupportedFormat{"a tar archive", unpack_outer};
  }
  if (is_html(front.substr(byte_order_mark(front))))
    return UnsupportedFormat{"HTML", look_at_page, "data"};
  if (!says_encoding && front.size() >= 2 && (front[0] == '\0') != (front[1] == '\0')) {
    return UnsupportedFormat{utf16, write_utf8};
  }
  return std::nullopt;
}

}  // namespace nightjar::reading
