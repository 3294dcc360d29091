#include "inference/encoding_guess.hpp"

#include <algorithm>
#include <cstddef>

#include "json/utf8.hpp"

namespace nightjar::inference {
namespace {

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<signed char>(c) >= 0; });
}

/// A byte that is a control character in latin1, and a letter or quote in windows-1252.
bool has_upper_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 && byte <= 0x9f;
  });
}

}  // namespace

std::string guess_encoding(const std::vector<std::string_view>& texts) {
  std::size_t in_utf8 = 0;  // beyond ASCII
  std::size_t others = 0;
  bool has_controls = false;
  for (const std::string_view text : texts) {
    if (is_ascii(text)) continue;
    if (json::is_utf8(text)) {
      ++in_utf8;
    } else {
      ++others;
      has_controls = has_controls || has_upper_control(text);
    }
  }
  if (others <= in_utf8) return {};
  return has_controls ? "windows-1252" : "latin1";
}

}  // namespace nightjar::inference
