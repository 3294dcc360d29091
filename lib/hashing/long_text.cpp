#include "hashing/long_text.hpp"

// A separate file: fingerprint.cpp inlines the library, and inlined code can use only the vectors
// that every processor has.
#if defined(__x86_64__)
#include <xxh_x86dispatch.h>
#else
#include <xxhash.h>
#endif

namespace nightjar {
namespace {

/// The library chooses at its first call, without a lock: here there are no other threads yet.
[[maybe_unused]] const XXH128_hash_t chosen = XXH3_128bits("", 0);

}  // namespace

Fingerprint fingerprint_of_long(std::string_view bytes) {
  const XXH128_hash_t hash = XXH3_128bits(bytes.data(), bytes.size());
  return {hash.high64, hash.low64};
}

}  // namespace nightjar
