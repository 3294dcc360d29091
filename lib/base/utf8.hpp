#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace nightjar {

/// How many bytes the character at the front of a text has, or 0 where it begins with none (RFC
/// 3629, section 4: no overlong forms, no surrogates, nothing beyond U+10FFFF). Not of an empty
/// text.
std::size_t character_length(std::string_view text);

/// Any bytes as text that PostgreSQL takes: a byte that is part of no UTF-8 character, and a NUL,
/// is shown as `\xFF`. Text that PostgreSQL takes already stays as it is.
std::string readable(std::string_view bytes);

/// Whether the bytes hold a control character of ASCII.
bool has_control_character(std::string_view bytes);

}  // namespace nightjar
