#pragma once

#include <string_view>

namespace nightjar::json {

/// Whether the bytes are UTF-8 throughout (no surrogates, no overlong forms).
bool is_utf8(std::string_view bytes);

}  // namespace nightjar::json
