#include "base/printable.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "base/format.hpp"

namespace nightjar {
namespace {

/// One character of UTF-8, or one byte that belongs to none.
struct Character {
  std::string_view bytes;
  std::uint32_t code = 0;
  bool is_valid = false;
};

struct Range {
  std::uint32_t first;
  std::uint32_t last;
};

/// What acts on a terminal or cannot be seen. U+200C and U+200D stay: Persian, Hindi and many
/// emoji are written with them.
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

/// How many bytes a character has by its first one; 0 where none begins so.
std::size_t length_by(unsigned char first) {
  if (first < 0x80) return 1;
  if (first >= 0xc2 && first <= 0xdf) return 2;
  if (first >= 0xe0 && first <= 0xef) return 3;
  return first >= 0xf0 && first <= 0xf4 ? 4 : 0;
}

bool is_of_length(std::uint32_t code, std::size_t length) {
  constexpr std::array<std::uint32_t, 5> least{0, 0, 0x80, 0x800, 0x10000};
  const bool is_surrogate = code >= 0xd800 && code <= 0xdfff;
  return code >= least[length] && code <= 0x10ffff && !is_surrogate;
}

/// The first character of a text that is not empty.
Character first_of(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const Character stray{text.substr(0, 1), byte(0), false};
  const std::size_t length = length_by(byte(0));
  if (length == 0 || length > text.size()) return stray;
  if (length == 1) return {text.substr(0, 1), byte(0), true};
  std::uint32_t code = byte(0) & (0xffU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xc0U) != 0x80) return stray;
    code = (code << 6U) | (byte(i) & 0x3fU);
  }
  if (!is_of_length(code, length)) return stray;
  return {text.substr(0, length), code, true};
}

/// Writes text by characters: `write` gets each that is not plain ASCII.
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
  if (!character.is_valid || character.code < 0x80) return format("\\x{:02x}", character.code);
  return character.code > 0xffff ? format("\\U{:08x}", character.code)
                                 : format("\\u{:04x}", character.code);
}

/// As JSON writes it: beyond U+FFFF by a pair of surrogates.
std::string escaped_for_json(const Character& character) {
  if (!character.is_valid) return "\\ufffd";
  if (character.code <= 0xffff) return format("\\u{:04x}", character.code);
  const std::uint32_t rest = character.code - 0x10000;
  return format("\\u{:04x}\\u{:04x}", 0xd800 + (rest >> 10U), 0xdc00 + (rest & 0x3ffU));
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
