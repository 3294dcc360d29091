#include "hashing/fingerprint.hpp"

// Inlined: a record is a few hundred bytes, where the call into a shared library would show.
#define XXH_INLINE_ALL
#include <bit>
#include <cstring>

#include <xxhash.h>

#include "hashing/long_text.hpp"

namespace nightjar {
namespace {

std::uint64_t big_endian(std::uint64_t value) {
  static_assert(std::endian::native == std::endian::little, "the byte order of x86-64 and arm64");
  return __builtin_bswap64(value);
}

}  // namespace

std::array<char, 16> Fingerprint::bytes() const {
  std::array<char, 16> result{};
  const std::array<std::uint64_t, 2> words{big_endian(high), big_endian(low)};
  std::memcpy(result.data(), words.data(), result.size());
  return result;
}

Fingerprint Fingerprint::from_bytes(std::string_view sixteen) {
  std::array<std::uint64_t, 2> words{};
  std::memcpy(words.data(), sixteen.data(), sizeof words);
  return {big_endian(words[0]), big_endian(words[1])};
}

Fingerprint fingerprint_of(std::string_view bytes) {
  if (bytes.size() > XXH3_MIDSIZE_MAX) return fingerprint_of_long(bytes);
  const XXH128_hash_t hash = XXH3_128bits(bytes.data(), bytes.size());
  return {hash.high64, hash.low64};
}

}  // namespace nightjar
