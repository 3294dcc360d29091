#include "comparing/fingerprint_index.hpp"

#include <algorithm>
#include <bit>
#include <limits>

namespace nightjar::comparing {
namespace {

__extension__ using Product = unsigned __int128;

constexpr std::size_t smallest_room = 256;

}  // namespace

/// Linear probing at three quarters full examines 2.5 slots for a hit and 8.5 for a miss on average
/// (Knuth, TAOCP vol. 3, 6.4).
std::size_t FingerprintTable::slots_for(std::size_t fingerprints) {
  return fingerprints + fingerprints / 3 + 16;
}

/// Enough for all positions to the last, and for 0, which means free.
std::uint32_t FingerprintTable::bits_for(std::size_t last) {
  constexpr std::size_t all = std::numeric_limits<std::uint32_t>::digits;
  // An int from C++23 on and in newer libraries, a size_t before.
  const auto width = static_cast<std::size_t>(std::bit_width(last + 1));
  const std::size_t bits = std::min(width, all);
  return std::numeric_limits<std::uint32_t>::max() >> (all - bits);
}

void FingerprintTable::clear() {
  slots_ = std::vector<std::uint32_t>();
  used_ = 0;
}

std::size_t FingerprintTable::home_of(const Fingerprint& fingerprint) const {
  // Multiply and shift spreads a hash over any number of slots; a remainder would cost a division.
  const Product product = static_cast<Product>(fingerprint.low) * slots_.size();
  return static_cast<std::size_t>(product >> 64U);
}

FingerprintIndex::FingerprintIndex() {
  constexpr std::size_t tables = std::size_t{1} << table_bits;
  tables_.reserve(tables);
  for (std::size_t i = 0; i < tables; ++i) {
    // Each has a little more room than the one before it, so that they do not all grow at once.
    tables_.emplace_back(smallest_room + smallest_room / 2 * i / tables);
  }
}

void FingerprintIndex::clear() {
  for (FingerprintTable& table : tables_) table.clear();
}

}  // namespace nightjar::comparing
