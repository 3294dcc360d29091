#pragma once

#include <string>
#include <string_view>

namespace nightjar {

/// Any bytes as text that a terminal shows and does not obey. Control characters (C0 except line
/// breaks and tabs, DEL, C1), characters that change the writing direction, invisible ones and
/// bytes that are not UTF-8 become `\x1B`, `\u202E`, `\xFF`; a tab becomes a space.
std::string printable(std::string_view bytes);

/// A JSON text with the same values, in which characters that printable() would escape are escaped
/// as JSON does, `\u009b`. Bytes that are not UTF-8 become U+FFFD, since JSON cannot represent
/// them.
std::string printable_json(std::string_view json);

}  // namespace nightjar
