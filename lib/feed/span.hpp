#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "feed/definition.hpp"

namespace nightjar::feed {

/// The characters of a record that a column of a fixed-width file has, from 1, both included. They
/// are counted in the decoded record; a character is a code point of Unicode.
struct Span {
  std::size_t first = 1;
  std::size_t last = 1;

  bool operator==(const Span&) const = default;
};

/// The span that `10-19` means, or `7`, which is one character. Nothing for any other text, and if
/// the last character is before the first.
std::optional<Span> span_of(std::string_view text);

/// The last character that a column of the feed has.
std::size_t last_character_of(const Definition& definition);

}  // namespace nightjar::feed
