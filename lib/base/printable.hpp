#pragma once

#include <string>
#include <string_view>

namespace nightjar {

/// Any bytes as text that a terminal shows and does not obey. Control characters (C0 but for line
/// breaks and tabs, DEL, C1), characters that turn the direction of writing, invisible ones and
/// bytes that are not UTF-8 come out as `\x1B`, `\u202E`, `\xFF`; a tab comes out as a space.
std::string printable(std::string_view bytes);

/// A JSON text with the same values, in which what printable() would escape is written as JSON
/// escapes it, `\u009b`. Bytes that are not UTF-8 become U+FFFD, since JSON has no other way.
std::string printable_json(std::string_view json);

}  // namespace nightjar
