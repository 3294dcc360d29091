#include "base/printable.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "base/format.hpp"
#include "base/utf8.hpp"

namespace nightjar {
namespace {

/// One character of UTF-8, or one byte that is not part of any.
struct Character {
  std::string_view bytes;
  std::uint32_t code = 0;
  bool is_valid = false;
};

struct Range {
  std::uint32_t first;
  std::uint32_t last;
};

/// Characters that control a terminal or are invisible. U+200C and U+200D stay: Persian, Hindi and
/// many emoji are written with them.
constexpr std::array<Range, 12> unsafe{{{0x00, 0x1f},
                                        {0x7f, 0x9f},
                                        {0x061c, 0x061c},
                                        {0x200b, 0x200b},
                                        {0x200e, 0x200f},
                                        {0x2028, 0x202e},
                                        {0x2060, 0x206f},
                                        {0xfeff, 0xfeff},
                                        {0xfff9, 0xfffb},
                                        {0xfffe, 0xffff},
                                        {0x1bca0, 0x1bca3},
                                        {0xe0000, 0xe0fff}}};

bool is_unsafe(std::uint32_t code) {
  return std::any_of(unsafe.begin(), unsafe.end(), [code](const Range& range) {
    return range.first <= code && code <= range.last;
  });
}

/// The first character of a text that is not empty.
Character first_of(std::string_view text) {
  const std::size_t length = character_length(text);
  const std::string_view bytes = text.substr(0, std::max<std::size_t>(length, 1));
  const auto first = static_cast<unsigned char>(bytes[0]);
  if (length < 2) return {bytes, first, length == 1};
  std::uint32_t code = first & (0xffU >> (length + 1));
  for (const char c : bytes.substr(1))
    code = (code << 6U) | (static_cast<unsigned char>(c) & 0x3fU);
  return {bytes, code, true};
}

/// Writes text by characters: `write` receives each that is not plain ASCII.
template <class Write>
std::string by_characters(std::string_view text, Write&& write) {
  std::string result;
  result.reserve(text.size());
  while (!text.empty()) {
    if (text[0] >= ' ' && text[0] < 0x7f) {
      result += text[0];
      text.remove_prefix(1);
      continue;
    }
    const Character character = first_of(text);
    write(character, result);
    text.remove_prefix(character.bytes.size());
  }
  return result;
}

std::string escaped(const Character& character) {
  if (!character.is_valid || character.code < 0x80) return fmt::format("\\x{:02X}", character.code);
  return character.code > 0xffff ? fmt::format("\\U{:08X}", character.code)
                                 : fmt::format("\\u{:04X}", character.code);
}

/// In JSON syntax: beyond U+FFFF as a pair of surrogates.
std::string escaped_for_json(const Character& character) {
  if (!character.is_valid) return "\\ufffd";
  if (character.code <= 0xffff) return fmt::format("\\u{:04x}", character.code);
  const std::uint32_t rest = character.code - 0x10000;
  return fmt::format("\\u{:04x}\\u{:04x}", 0xd800 + (rest >> 10U), 0xdc00 + (rest & 0x3ffU));
}

}  // namespace

std::string printable(std::string_view bytes) {
  return by_characters(bytes, [](const Character& character, std::string& result) {
    if (character.code == '\t') {
      result += ' ';
    } else if (character.code == '\n' || (character.is_valid && !is_unsafe(character.code))) {
      result += character.bytes;
    } else {
      result += escaped(character);
    }
  });
}

std::string printable_json(std::string_view json) {
  return by_characters(json, [](const Character& character, std::string& result) {
    const bool is_space = character.code == '\n' || character.code == '\t';
    const bool is_safe = is_space || (character.is_valid && !is_unsafe(character.code));
    result += is_safe ? std::string(character.bytes) : escaped_for_json(character);
  });
}

}  // namespace nightjar
