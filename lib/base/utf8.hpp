#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace nightjar {

/// The number of bytes of the first character of a text, or 0 if it does not begin with one (RFC
/// 3629, section 4: no overlong forms, no surrogates, nothing beyond U+10FFFF). The text must not
/// be empty.
std::size_t character_length(std::string_view text);

/// Any bytes as text that PostgreSQL accepts: a byte that is not part of a UTF-8 character, and a
/// NUL, become `\xFF`. Text that PostgreSQL accepts already is unchanged.
std::string readable(std::string_view bytes);

/// Whether the bytes contain an ASCII control character.
bool has_control_character(std::string_view bytes);

}  // namespace nightjar
