#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace nightjar::reading {

/// This many first bytes are enough to recognise almost every file.
constexpr std::size_t signature_bytes = 8;

/// U+FEFF, with which some programs mark the beginning of UTF-8 text.
constexpr std::string_view byte_order_mark_bytes = "\xef\xbb\xbf";

/// The length of the UTF-8 byte order mark that `front` begins with, or zero.
std::size_t byte_order_mark(std::string_view front);

/// The format of a file that is not a feed's, and the remedy.
struct UnsupportedFormat {
  std::string_view name;  ///< completes "the file is …"
  std::string_view remedy;
  std::string_view wanted = "UTF-8 text";
};

/// The format of a file that begins with `front`, if no feed can be read from it. The first
/// signature_bytes are enough except for a tar archive and an HTML page: these need a few hundred.
/// UTF-16 is not among the unsupported ones if the feed's format `says_encoding`.
std::optional<UnsupportedFormat> find_unsupported_format(std::string_view front,
                                                         bool says_encoding);

}  // namespace nightjar::reading
