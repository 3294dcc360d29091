#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>

#include "base/blocks.hpp"
#include "comparing/fingerprint_index.hpp"
#include "feed/match.hpp"

namespace nightjar::comparing {

/// The first record of each key among those that no fingerprint matched. 35 bytes each, in pieces:
/// a vector would need twice as much while it grows.
class FirstOccurrences {
 public:
  void prefetch(const Fingerprint& key) const { index_.prefetch(key); }
  /// Adds the record, unless this key already has a first occurrence: then returns that one.
  std::optional<std::size_t> add(const Fingerprint& key, const Fingerprint& value,
                                 feed::Ordinal ordinal);

  /// The first occurrence with this ordinal; it must exist. First occurrences are in the order of
  /// the dump.
  [[nodiscard]] std::size_t with_ordinal(feed::Ordinal ordinal) const;

  [[nodiscard]] std::size_t size() const { return keys_.size(); }
  /// Whether the first occurrence has these values. Only a few records of one key are ever
  /// compared: half of the fingerprint, 64 bits, is enough to distinguish them.
  [[nodiscard]] bool has_value(std::size_t first_occurrence, const Fingerprint& value) const {
    return values_[first_occurrence] == value.low;
  }

 private:
  Blocks<Fingerprint> keys_;  ///< for the index, which reads them in random order
  std::deque<std::uint64_t> values_;
  std::deque<feed::Ordinal> ordinals_;
  FingerprintIndex index_;
};

}  // namespace nightjar::comparing
