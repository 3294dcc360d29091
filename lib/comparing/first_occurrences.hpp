#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>

#include "base/blocks.hpp"
#include "comparing/fingerprint_index.hpp"
#include "feed/match.hpp"

namespace nightjar::comparing {

/// The first record of each key among those that no fingerprint knew. 35 bytes each, in pieces: a
/// vector would hold twice as much while it grows.
class FirstOccurrences {
 public:
  void prefetch(const Fingerprint& key) const { index_.prefetch(key); }
  /// Adds the record, unless another leads this key already: that one is returned.
  std::optional<std::size_t> add(const Fingerprint& key, const Fingerprint& value,
                                 feed::Ordinal ordinal);

  /// The first occurrence with this ordinal; there must be one. First occurrences come in the order
  /// of the dump.
  [[nodiscard]] std::size_t with_ordinal(feed::Ordinal ordinal) const;

  [[nodiscard]] std::size_t size() const { return keys_.size(); }
  /// Whether the first occurrence has these values. Of one key only a few records are ever
  /// compared: half of the fingerprint, 64 bits, tells them apart.
  [[nodiscard]] bool has_value(std::size_t first_occurrence, const Fingerprint& value) const {
    return values_[first_occurrence] == value.low;
  }

 private:
  Blocks<Fingerprint> keys_;  ///< for the index, which asks for any of them at any time
  std::deque<std::uint64_t> values_;
  std::deque<feed::Ordinal> ordinals_;
  FingerprintIndex index_;
};

}  // namespace nightjar::comparing
