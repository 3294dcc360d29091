#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "comparing/fingerprint_index.hpp"
#include "feed/match.hpp"

namespace nightjar::comparing {

/// The first record of each key among those that no fingerprint knew. About 42 bytes each.
class Leaders {
 public:
  /// Whoever leads this key already.
  [[nodiscard]] std::optional<std::size_t> find(const Fingerprint& key) const {
    return index_.find(key, keys_);
  }
  void add(const Fingerprint& key, const Fingerprint& value, feed::Ordinal ordinal) {
    keys_.push_back(key);
    values_.push_back(value);
    ordinals_.push_back(ordinal);
    index_.add(keys_.size() - 1, keys_);
  }

  /// The leader with this ordinal; there must be one. Leaders come in the order of the dump.
  [[nodiscard]] std::size_t with_ordinal(feed::Ordinal ordinal) const;

  [[nodiscard]] std::size_t size() const { return keys_.size(); }
  [[nodiscard]] const Fingerprint& value(std::size_t leader) const { return values_[leader]; }
  [[nodiscard]] feed::Ordinal ordinal(std::size_t leader) const { return ordinals_[leader]; }

 private:
  std::vector<Fingerprint> keys_;
  std::vector<Fingerprint> values_;
  std::vector<feed::Ordinal> ordinals_;
  FingerprintIndex index_;
};

}  // namespace nightjar::comparing
