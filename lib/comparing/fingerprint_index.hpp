#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "hashing/fingerprint.hpp"

namespace nightjar::comparing {

/// Finds a fingerprint's position in a sequence that the caller owns (anything with a `[]` that
/// returns Fingerprints): open addressing over positions only, 32 bits each. The index needs 5 to
/// 7 MB per million fingerprints; docs/decisions/0037 has what other tables need.
///
/// The bits that a position does not need, at least eight with six million positions, contain a
/// part of the fingerprint: this detects most collisions without a cache miss on the fingerprint
/// itself.
class FingerprintIndex {
 public:
  /// Makes room for `expected` fingerprints, so that adding them moves none.
  template <class Owner>
  void reserve(std::size_t expected, const Owner& owner) {
    if (slots_for(expected) > slots_.size()) rebuild(slots_for(expected), expected, owner);
  }

  /// Adds owner[position], unless an equal one is already in the index. Returns the position that
  /// is found from now on.
  template <class Owner>
  std::size_t add(std::size_t position, const Owner& owner) {
    if (slots_for(used_ + 1) > slots_.size()) {
      // Positions grow like this table: with one more bit than this one needs, they all fit until
      // it grows again.
      rebuild(slots_for(std::max(first_room, (used_ + 1) * 3 / 2)), position * 2, owner);
    } else if (position + 1 > position_bits_) {
      rebuild(slots_.size(), position * 2, owner);
    }
    const std::size_t slot = slot_of(owner[position], owner);
    if (slots_[slot] != 0) return position_in(slots_[slot]);
    slots_[slot] = part_of(owner[position]) | static_cast<std::uint32_t>(position + 1);
    ++used_;
    return position;
  }

  template <class Owner>
  [[nodiscard]] std::optional<std::size_t> find(const Fingerprint& wanted,
                                                const Owner& owner) const {
    if (slots_.empty()) return std::nullopt;
    const std::uint32_t entry = slots_[slot_of(wanted, owner)];
    return entry == 0 ? std::nullopt : std::optional(position_in(entry));
  }

  /// Prefetches the memory in which the fingerprint will be looked up soon.
  void prefetch(const Fingerprint& wanted) const {
    if (!slots_.empty()) __builtin_prefetch(&slots_[home_of(wanted)]);
  }

  /// Releases the memory.
  void clear();

 private:
  /// The capacity after the first fingerprint has been added.
  static constexpr std::size_t first_room = 256;

  static std::size_t slots_for(std::size_t fingerprints);
  [[nodiscard]] std::size_t home_of(const Fingerprint& fingerprint) const;
  [[nodiscard]] std::size_t position_in(std::uint32_t entry) const {
    return (entry & position_bits_) - 1;
  }
  /// The part of its fingerprint that an entry contains.
  [[nodiscard]] std::uint32_t part_of(const Fingerprint& fingerprint) const {
    return static_cast<std::uint32_t>(fingerprint.high) & ~position_bits_;
  }

  /// The slot of the fingerprint, or the free slot where it belongs.
  template <class Owner>
  [[nodiscard]] std::size_t slot_of(const Fingerprint& wanted, const Owner& owner) const {
    const std::uint32_t part = part_of(wanted);
    std::size_t slot = home_of(wanted);
    while (slots_[slot] != 0) {
      const std::uint32_t entry = slots_[slot];
      if ((entry & ~position_bits_) == part && owner[position_in(entry)] == wanted) break;
      slot = slot + 1 == slots_.size() ? 0 : slot + 1;
    }
    return slot;
  }

  template <class Owner>
  void rebuild(std::size_t slots, std::size_t last, const Owner& owner) {
    const std::vector<std::uint32_t> old = std::exchange(slots_, std::vector<std::uint32_t>(slots));
    const std::uint32_t old_position_bits = position_bits_;
    position_bits_ |= bits_for(last);
    used_ = 0;
    // Fingerprints are anywhere in memory and are prefetched; their new slots are consecutive.
    for (std::size_t i = 0; i < old.size(); ++i) {
      const std::uint32_t soon = i + asked_ahead < old.size() ? old[i + asked_ahead] : 0;
      if (soon != 0) __builtin_prefetch(&owner[(soon & old_position_bits) - 1]);
      if (old[i] != 0) add((old[i] & old_position_bits) - 1, owner);
    }
  }
  static constexpr std::size_t asked_ahead = 16;
  static std::uint32_t bits_for(std::size_t last);

  std::vector<std::uint32_t> slots_;  ///< position + 1 and a part of the fingerprint; 0 is free
  std::uint32_t position_bits_ = 0;   ///< the bits of an entry for the position
  std::size_t used_ = 0;
};

}  // namespace nightjar::comparing
