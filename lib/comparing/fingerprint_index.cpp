#include "comparing/fingerprint_index.hpp"

namespace nightjar::comparing {
namespace {

__extension__ using Product = unsigned __int128;

}  // namespace

/// Linear probing at three quarters full looks at 2.5 slots for a hit and 8.5 for a miss on
/// average (Knuth, TAOCP vol. 3, 6.4).
std::size_t FingerprintIndex::slots_for(std::size_t fingerprints) {
  return fingerprints + fingerprints / 3 + 16;
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
