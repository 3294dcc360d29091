#include "comparing/fingerprint_index.hpp"

#include <utility>

namespace nightjar::comparing {
namespace {

__extension__ using Product = unsigned __int128;

/// Linear probing at three quarters full looks at 2.5 slots for a hit and 8.5 for a miss on
/// average (Knuth, TAOCP vol. 3, 6.4).
std::size_t slots_for(std::size_t fingerprints) { return fingerprints + fingerprints / 3 + 16; }

}  // namespace

void FingerprintIndex::reserve(std::size_t expected, const std::vector<Fingerprint>& owner) {
  if (slots_for(expected) > slots_.size()) rebuild(slots_for(expected), owner);
}

void FingerprintIndex::add(std::size_t position, const std::vector<Fingerprint>& owner) {
  if (slots_for(used_ + 1) > slots_.size()) rebuild(slots_for((used_ + 1) * 2), owner);
  std::size_t slot = home_of(owner[position]);
  while (slots_[slot] != 0) {
    if (owner[slots_[slot] - 1] == owner[position]) return;
    slot = slot + 1 == slots_.size() ? 0 : slot + 1;
  }
  slots_[slot] = static_cast<std::uint32_t>(position + 1);
  ++used_;
}

std::optional<std::size_t> FingerprintIndex::find(const Fingerprint& wanted,
                                                  const std::vector<Fingerprint>& owner) const {
  if (slots_.empty()) return std::nullopt;
  std::size_t slot = home_of(wanted);
  while (slots_[slot] != 0) {
    const std::size_t position = slots_[slot] - 1;
    if (owner[position] == wanted) return position;
    slot = slot + 1 == slots_.size() ? 0 : slot + 1;
  }
  return std::nullopt;
}

void FingerprintIndex::clear() {
  slots_ = {};
  used_ = 0;
}

std::size_t FingerprintIndex::home_of(const Fingerprint& fingerprint) const {
  // Multiply and shift spreads a hash over any number of slots; a remainder would cost a division.
  const Product product = static_cast<Product>(fingerprint.low) * slots_.size();
  return static_cast<std::size_t>(product >> 64U);
}

void FingerprintIndex::rebuild(std::size_t slots, const std::vector<Fingerprint>& owner) {
  const std::vector<std::uint32_t> old = std::exchange(slots_, std::vector<std::uint32_t>(slots));
  used_ = 0;
  for (const std::uint32_t entry : old) {
    if (entry != 0) add(entry - 1, owner);
  }
}

}  // namespace nightjar::comparing
