#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "hashing/fingerprint.hpp"

namespace nightjar::comparing {

/// Finds a fingerprint's position in a sequence that somebody else owns (anything with a `[]` that
/// gives Fingerprints): open addressing over positions only, 32 bits each, so that a million
/// fingerprints cost 5 to 11 MB beside themselves.
class FingerprintIndex {
 public:
  /// Makes room for `expected` fingerprints, so that adding them moves nothing.
  template <class Owner>
  void reserve(std::size_t expected, const Owner& owner) {
    if (slots_for(expected) > slots_.size()) rebuild(slots_for(expected), owner);
  }

  /// Adds owner[position]; where an equal one is there already, the earlier stays findable.
  template <class Owner>
  void add(std::size_t position, const Owner& owner) {
    // Half as many again: the old slots are still there while the new ones are filled.
    if (slots_for(used_ + 1) > slots_.size()) rebuild(slots_for((used_ + 1) * 3 / 2), owner);
    std::size_t slot = home_of(owner[position]);
    while (slots_[slot] != 0) {
      if (owner[slots_[slot] - 1] == owner[position]) return;
      slot = after(slot);
    }
    slots_[slot] = static_cast<std::uint32_t>(position + 1);
    ++used_;
  }

  template <class Owner>
  [[nodiscard]] std::optional<std::size_t> find(const Fingerprint& wanted,
                                                const Owner& owner) const {
    if (slots_.empty()) return std::nullopt;
    for (std::size_t slot = home_of(wanted); slots_[slot] != 0; slot = after(slot)) {
      const std::size_t position = slots_[slot] - 1;
      if (owner[position] == wanted) return position;
    }
    return std::nullopt;
  }

  /// Has the processor fetch where the fingerprint is going to be looked for, if it is soon.
  void prefetch(const Fingerprint& wanted) const {
    if (!slots_.empty()) __builtin_prefetch(&slots_[home_of(wanted)]);
  }

  /// Gives the memory back.
  void clear();

 private:
  static std::size_t slots_for(std::size_t fingerprints);
  [[nodiscard]] std::size_t home_of(const Fingerprint& fingerprint) const;
  [[nodiscard]] std::size_t after(std::size_t slot) const {
    return slot + 1 == slots_.size() ? 0 : slot + 1;
  }

  template <class Owner>
  void rebuild(std::size_t slots, const Owner& owner) {
    const std::vector<std::uint32_t> old = std::exchange(slots_, std::vector<std::uint32_t>(slots));
    used_ = 0;
    for (const std::uint32_t entry : old) {
      if (entry != 0) add(entry - 1, owner);
    }
  }

  std::vector<std::uint32_t> slots_;  ///< position + 1; 0 is free
  std::size_t used_ = 0;
};

}  // namespace nightjar::comparing
