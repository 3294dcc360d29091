#include "comparing/fingerprint_index.hpp"

#include <algorithm>
#include <bit>
#include <limits>

namespace nightjar::comparing {
namespace {

__extension__ using Product = unsigned __int128;

}  // namespace

/// Linear probing at three quarters full examines 2.5 slots for a hit and 8.5 for a miss on average
/// (Knuth, TAOCP vol. 3, 6.4).
std::size_t FingerprintIndex::slots_for(std::size_t fingerprints) {
  return fingerprints + fingerprints / 3 + 16;
}

/// Enough for all positions to the last, and for 0, which means free.
std::uint32_t FingerprintIndex::bits_for(std::size_t last) {
  constexpr std::size_t all = std::numeric_limits<std::uint32_t>::digits;
  // An int from C++23 on and in newer libraries, a size_t before.
  const auto width = static_cast<std::size_t>(std::bit_width(last + 1));
  const std::size_t bits = std::min(width, all);
  return std::numeric_limits<std::uint32_t>::max() >> (all - bits);
}

void FingerprintIndex::clear() {
  slots_ = std::vector<std::uint32_t>();
  used_ = 0;
}

std::size_t FingerprintIndex::home_of(const Fingerprint& fingerprint) const {
  // Multiply and shift spreads a hash over any number of slots; a remainder would cost a division.
  const Product product = static_cast<Product>(fingerprint.low) * slots_.size();
  return static_cast<std::size_t>(product >> 64U);
}

}  // namespace nightjar::comparing
