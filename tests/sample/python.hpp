#pragma once

#include <string>
#include <string_view>

namespace nightjar::sample {

/// Appends a text as Python's repr() writes it: in single quotes, or in double quotes if it
/// contains only single ones; escapes for unprintable characters. UTF-8 of at most three bytes per
/// character.
void append_python(std::string& text, std::string_view value);

/// As append_python(), `None` for an empty text.
void append_python_or_none(std::string& text, std::string_view value);

}  // namespace nightjar::sample
