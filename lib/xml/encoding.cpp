#include "xml/encoding.hpp"

#include <cstddef>
#include <string>
#include <string_view>

#include "base/single_byte_encoding.hpp"
#include "base/utf8.hpp"

namespace nightjar::xml {
namespace {

constexpr int no_character = -1;

/// The code point of a text of one character.
int code_point_of(std::string_view text) {
  const std::size_t length = text.empty() ? 0 : character_length(text);
  if (length == 0 || length != text.size()) return no_character;
  if (length == 1) return text.front();
  constexpr unsigned further_bits = 6;
  unsigned point = static_cast<unsigned char>(text.front()) & (0x7FU >> length);
  for (const char byte : text.substr(1)) {
    point = point << further_bits | (static_cast<unsigned char>(byte) & 0x3FU);
  }
  return static_cast<int>(point);
}

}  // namespace

int describe_encoding(void* /*unused*/, const XML_Char* name, XML_Encoding* encoding) {
  const auto known = SingleByteEncoding::named(name);
  if (!known) return XML_STATUS_ERROR;
  int byte = 0;
  for (int& point : encoding->map) {
    std::string text;
    known->append_utf8(std::string(1, static_cast<char>(byte++)), text);
    point = code_point_of(text);
  }
  encoding->data = nullptr;
  encoding->convert = nullptr;
  encoding->release = nullptr;
  return XML_STATUS_OK;
}

}  // namespace nightjar::xml
