#pragma once

#include <string_view>

namespace nightjar::feed {

/// The text without white space at its ends: of ASCII, and U+00A0.
std::string_view trimmed(std::string_view text);

}  // namespace nightjar::feed
