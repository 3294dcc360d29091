#pragma once

#include <string>
#include <string_view>

#include "base/ascii.hpp"
#include "base/format.hpp"

namespace nightjar::reading {

constexpr auto repair_json =
    "fetch the file again; if it is the same at the source, have it repaired";

inline bool is_json_white(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

/// Whether a number, `true`, `false` or `null` begins with this byte; or what was meant as one.
inline bool begins_json_word(char c) { return is_digit(c) || is_letter(c) || c == '-'; }

/// A byte for an error message.
inline std::string shown_byte(char c) {
  return c >= ' ' && c <= '~' ? fmt::format("`{}`", c)
                              : fmt::format("the byte 0x{:02x}", static_cast<unsigned char>(c));
}

}  // namespace nightjar::reading
