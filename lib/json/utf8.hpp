#pragma once

#include <cstddef>
#include <string_view>

namespace nightjar::json {

/// Whether the bytes are UTF-8 throughout (no surrogates, no overlong forms).
bool is_utf8(std::string_view bytes);

/// How many bytes the character at the front of a text has, or 0 where it begins with none (RFC
/// 3629, section 4: no overlong forms, no surrogates, nothing beyond U+10FFFF). Not of an empty
/// text.
std::size_t character_length(std::string_view text);

}  // namespace nightjar::json
