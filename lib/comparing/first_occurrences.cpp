#include "comparing/first_occurrences.hpp"

#include <algorithm>

namespace nightjar::comparing {

std::optional<std::size_t> FirstOccurrences::add(const Fingerprint& key, const Fingerprint& value,
                                                 feed::Ordinal ordinal) {
  keys_.push_back(key);
  const std::size_t first_occurrence = index_.add(keys_.size() - 1, keys_);
  if (first_occurrence != keys_.size() - 1) {
    keys_.pop_back();
    return first_occurrence;
  }
  values_.push_back(value.low);
  ordinals_.push_back(ordinal);
  return std::nullopt;
}

std::size_t FirstOccurrences::with_ordinal(feed::Ordinal ordinal) const {
  const auto found = std::lower_bound(ordinals_.begin(), ordinals_.end(), ordinal);
  return static_cast<std::size_t>(found - ordinals_.begin());
}

}  // namespace nightjar::comparing
