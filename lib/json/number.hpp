#pragma once

#include <string_view>

namespace nightjar::json {

/// Whether the text is a number as JSON writes it (RFC 8259, section 6), of whatever size.
bool is_number(std::string_view text);

}  // namespace nightjar::json
