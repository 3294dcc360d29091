#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "hashing/fingerprint.hpp"

namespace nightjar::comparing {

/// Finds a fingerprint's position in a vector that somebody else owns: open addressing over
/// positions only, 32 bits each, so that a million fingerprints cost about 6 MB beside themselves.
class FingerprintIndex {
 public:
  /// Makes room for `expected` fingerprints, so that adding them moves nothing.
  void reserve(std::size_t expected, const std::vector<Fingerprint>& owner);
  /// Adds owner[position]; where an equal one is there already, the earlier stays findable.
  void add(std::size_t position, const std::vector<Fingerprint>& owner);
  [[nodiscard]] std::optional<std::size_t> find(const Fingerprint& wanted,
                                                const std::vector<Fingerprint>& owner) const;
  /// Gives the memory back.
  void clear();

 private:
  [[nodiscard]] std::size_t home_of(const Fingerprint& fingerprint) const;
  void rebuild(std::size_t slots, const std::vector<Fingerprint>& owner);

  std::vector<std::uint32_t> slots_;  ///< position + 1; 0 is free
  std::size_t used_ = 0;
};

}  // namespace nightjar::comparing
