#pragma once

#include <string>
#include <string_view>

namespace nightjar::json {

/// Appends UTF-8 text as a JSON string with its quotes: only quotes, backslashes and control
/// characters are escaped, the latter in the short form if there is one.
void append_string(std::string_view text, std::string& out);

/// The text as a JSON string.
std::string quoted(std::string_view text);

}  // namespace nightjar::json
