#pragma once

#include <string_view>

namespace nightjar {

/// Whether a name means any of several: it has a `*` or `?`.
bool is_pattern(std::string_view name);

/// Whether `name` is what `pattern` describes: `*` stands for any characters and `?` for one byte,
/// but never for a slash. A part of the name that begins with a dot (`.`, `d/.a.csv`) is hidden,
/// and only a pattern that has that dot finds it.
bool matches(std::string_view pattern, std::string_view name);

/// Whether a folder or file in a name of several parts is hidden: begins with a dot, and is not
/// `.` or `..`.
bool is_hidden(std::string_view name);

}  // namespace nightjar
