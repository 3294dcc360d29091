#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace nightjar::reading {

/// So many first bytes are enough to recognise nearly every file by.
constexpr std::size_t signature_bytes = 8;

/// U+FEFF, by which some programs mark the beginning of UTF-8 text.
constexpr std::string_view byte_order_mark_bytes = "\xef\xbb\xbf";

/// The length of the UTF-8 byte order mark that `front` begins with, or zero.
std::size_t byte_order_mark(std::string_view front);

/// What a file is that a feed's format is not, and what to do about it.
struct UnsupportedFormat {
  std::string_view name;  ///< as it ends "the file is …"
  std::string_view remedy;
  std::string_view wanted = "UTF-8 text";
};

/// What a file that begins with `front` is, if it is none that any feed can be read from. The first
/// signature_bytes are enough but for a tar archive and a page of HTML: these take a few hundred.
std::optional<UnsupportedFormat> find_unsupported_format(std::string_view front);

}  // namespace nightjar::reading
