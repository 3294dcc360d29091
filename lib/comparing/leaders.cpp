#include "comparing/leaders.hpp"

#include <algorithm>
#include <ranges>

namespace nightjar::comparing {

std::optional<std::size_t> Leaders::add(const Fingerprint& key, const Fingerprint& value,
                                        feed::Ordinal ordinal) {
  keys_.push_back(key);
  const std::size_t leader = index_.add(keys_.size() - 1, keys_);
  if (leader != keys_.size() - 1) {
    keys_.pop_back();
    return leader;
  }
  values_.push_back(value.low);
  ordinals_.push_back(ordinal);
  return std::nullopt;
}

std::size_t Leaders::with_ordinal(feed::Ordinal ordinal) const {
  const auto leaders = std::views::iota(std::size_t{0}, size());
  return *std::ranges::lower_bound(leaders, ordinal, {}, [&](auto i) { return ordinals_[i]; });
}

}  // namespace nightjar::comparing
