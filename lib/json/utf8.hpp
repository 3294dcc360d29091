#pragma once

#include <string_view>

namespace nightjar::json {

/// Whether all bytes are valid UTF-8 (no surrogates, no overlong forms).
bool is_utf8(std::string_view bytes);

}  // namespace nightjar::json
