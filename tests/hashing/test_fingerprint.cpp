#include <string>
#include <vector>

#include "hashing/fingerprint.hpp"
#include "support/catch.hpp"

using nightjar::Fingerprint;
using nightjar::fingerprint_of;

namespace {

std::string hex(const Fingerprint& fingerprint) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const char byte : fingerprint.bytes()) {
    text += digits[static_cast<unsigned char>(byte) >> 4U];
    text += digits[static_cast<unsigned char>(byte) & 15U];
  }
  return text;
}

}  // namespace

TEST_CASE("A fingerprint is XXH3 with 128 bits, as xxhsum shows it") {
  // Of each length class that XXH3 treats in its own way. The figures are those of xxhsum -H2.
  const std::vector<std::pair<std::string, std::string>> known{
      {"", "99aa06d3014798d86001c324468d497f"},
      {"a", "a96faf705af16834e6c632b61e964e1f"},
      {"abc", "06b05ab6733a618578af5f94892f3950"},
      {"nightjar", "b838ec5892c2deea3ffb9b998d6a24d7"},
      {std::string(17, 'a'), "c77749c0e343aac52d27c0235c9dd6e1"},
      {std::string(129, 'a'), "a7758bdd09a0b20fd53a57a017f40a2f"},
      {std::string(241, 'a'), "3e7bebe4a2c07b0bf6cfef5c5aca1930"},
      {std::string(5000, 'a'), "7f707e18d1f47e4b86bab6aca5d8f5e9"}};
  for (const auto& [text, fingerprint] : known) CHECK(hex(fingerprint_of(text)) == fingerprint);
}

TEST_CASE("A fingerprint is the same wherever its bytes lie in memory") {
  const std::string text =
      "The same text at every offset from an address that is a multiple of 64.";
  const Fingerprint expected = fingerprint_of(text);
  for (std::size_t offset = 0; offset < 64; ++offset) {
    const std::string moved = std::string(offset, '.') + text;
    CHECK(fingerprint_of(std::string_view(moved).substr(offset)) == expected);
  }
}

TEST_CASE("A fingerprint goes to sixteen bytes and back") {
  const Fingerprint fingerprint{0x0123456789abcdef, 0xfedcba9876543210};
  CHECK(hex(fingerprint) == "0123456789abcdeffedcba9876543210");
  const auto bytes = fingerprint.bytes();
  CHECK(Fingerprint::from_bytes({bytes.data(), bytes.size()}) == fingerprint);
}
