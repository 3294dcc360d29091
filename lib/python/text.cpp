#include "python/text.hpp"

#include <charconv>
#include <cstdint>

#include "base/format.hpp"

namespace nightjar::python {
namespace {

void append_character(std::uint32_t point, std::string& json) {
  const auto byte = [&](std::uint32_t bits) { json += static_cast<char>(bits); };
  if (point == '"' || point == '\\') {
    byte('\\');
    byte(point);
  } else if (point < 0x20) {
    json += fmt::format("\\u{:04x}", point);
  } else if (point < 0x80) {
    byte(point);
  } else if (point < 0x800) {
    byte(0xc0 | point >> 6);
    byte(0x80 | (point & 0x3f));
  } else if (point < 0x10000) {
    byte(0xe0 | point >> 12);
    byte(0x80 | (point >> 6 & 0x3f));
    byte(0x80 | (point & 0x3f));
  } else {
    byte(0xf0 | point >> 18);
    byte(0x80 | (point >> 12 & 0x3f));
    byte(0x80 | (point >> 6 & 0x3f));
    byte(0x80 | (point & 0x3f));
  }
}

/// `\x`, `\u` and `\U`: a character by its code, in that many hexadecimal digits.
const char* append_hexadecimal(std::size_t digits, Cursor& cursor, std::string& json) {
  const auto text = cursor.rest().substr(0, digits);
  std::uint32_t point = 0;
  const auto* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, point, 16);
  if (text.size() < digits || error != std::errc() || stop != end) {
    return "an escape with too few hexadecimal digits";
  }
  if (point > 0x10ffff) return "an escape beyond U+10FFFF";
  if (point >= 0xd800 && point <= 0xdfff) return "an escape for half a character (a surrogate)";
  cursor.skip(digits);
  append_character(point, json);
  return nullptr;
}

bool is_octal(char c) { return c >= '0' && c <= '7'; }

void append_octal(Cursor& cursor, std::string& json) {
  std::uint32_t point = 0;
  for (int digits = 0; digits < 3 && is_octal(cursor.peek()); ++digits) {
    point = point * 8 + static_cast<std::uint32_t>(cursor.peek() - '0');
    cursor.skip(1);
  }
  append_character(point, json);
}

/// What follows a backslash.
const char* append_escaped(Cursor& cursor, std::string& json) {
  constexpr std::string_view names = "\\'\"abfnrtv";
  constexpr std::string_view characters = "\\'\"\a\b\f\n\r\t\v";
  if (cursor.at_end()) return "a string that is not closed";
  const char c = cursor.peek();
  if (is_octal(c)) {
    append_octal(cursor, json);
    return nullptr;
  }
  const auto known = names.find(c);
  if (known == std::string_view::npos && c != 'x' && c != 'u' && c != 'U' && c != 'N' &&
      c != '\n') {
    // An unknown escape stays in the string, backslash included.
    append_character('\\', json);
    return nullptr;
  }
  cursor.skip(1);
  if (c == 'x') return append_hexadecimal(2, cursor, json);
  if (c == 'u') return append_hexadecimal(4, cursor, json);
  if (c == 'U') return append_hexadecimal(8, cursor, json);
  if (c == 'N') return "a character by its name";
  if (c == '\n') return nullptr;  // a line continuation
  append_character(static_cast<unsigned char>(characters[known]), json);
  return nullptr;
}

}  // namespace

const char* append_text(Cursor& cursor, std::string& json) {
  const char quote = cursor.peek();
  cursor.skip(1);
  json += '"';
  while (!cursor.take(quote)) {
    if (cursor.at_end()) return "a string that is not closed";
    const char c = cursor.peek();
    if (c == '\n' || c == '\r') return "a line break inside a string";
    if (c == '\0') return "a NUL byte inside a string";
    cursor.skip(1);
    if (c == '\\') {
      if (const char* trouble = append_escaped(cursor, json)) return trouble;
    } else if (static_cast<unsigned char>(c) >= 0x80) {
      json += c;
    } else {
      append_character(static_cast<unsigned char>(c), json);
    }
  }
  json += '"';
  return nullptr;
}

}  // namespace nightjar::python
