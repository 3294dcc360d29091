#pragma once

#include <string>
#include <string_view>

namespace nightjar::sample {

/// Appends a text as Python's repr() writes it: in single quotes, or in double quotes where it
/// holds a single one only; escapes for what cannot be printed. UTF-8 of at most three bytes a
/// character.
void append_python(std::string& text, std::string_view value);

/// As append_python(), `None` for an empty text.
void append_python_or_none(std::string& text, std::string_view value);

}  // namespace nightjar::sample
