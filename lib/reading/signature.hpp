#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace nightjar::reading {

/// What the first bytes of a file are enough to recognise it by.
constexpr std::size_t signature_bytes = 8;

/// U+FEFF, by which some programs mark the beginning of UTF-8 text.
constexpr std::string_view byte_order_mark_bytes = "\xef\xbb\xbf";

/// The length of the UTF-8 byte order mark that `front` begins with, or zero.
std::size_t byte_order_mark(std::string_view front);

/// What a file that begins with `front` is ("gzip", "UTF-16"), if it is no UTF-8 text at all.
std::optional<std::string_view> foreign_format(std::string_view front);

}  // namespace nightjar::reading
