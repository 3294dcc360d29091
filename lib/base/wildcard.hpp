#pragma once

#include <string_view>

namespace nightjar {

/// Whether a name is a pattern: it has a `*` or `?`.
bool is_pattern(std::string_view name);

/// Whether `name` matches `pattern`: `*` matches any characters and `?` one byte, but never a
/// slash. A part of the name that begins with a dot (`.`, `d/.a.csv`) is hidden, and only a pattern
/// with that dot matches it.
bool matches(std::string_view pattern, std::string_view name);

/// Whether a folder or file in a name of several parts is hidden: begins with a dot, and is not `.`
/// or `..`.
bool is_hidden(std::string_view name);

}  // namespace nightjar
