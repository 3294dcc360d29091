#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace nightjar {

/// An encoding that has one byte for each character, and ASCII as its first half: ISO 8859,
/// windows-1252, KOI8-R. So a text can be taken apart at ASCII characters before it is converted.
class SingleByteEncoding {
 public:
  /// The encoding of this name, by iconv. Nothing if iconv does not know it, or if it is of another
  /// kind.
  static std::optional<SingleByteEncoding> named(const std::string& name);

  /// Appends the text in UTF-8, with a byte 0xff, which UTF-8 never has, for each byte that stands
  /// for no character. Returns the position of the first of these.
  std::optional<std::size_t> append_utf8(std::string_view text, std::string& utf8) const;

 private:
  SingleByteEncoding() = default;

  static constexpr std::size_t ascii = 128;
  std::array<std::string, 256 - ascii> characters_;  ///< of the second half; empty: none
};

/// Whether iconv knows an encoding of this name.
bool is_known_encoding(const std::string& name);

}  // namespace nightjar
