#include "comparing/leaders.hpp"

#include <algorithm>

namespace nightjar::comparing {

std::size_t Leaders::with_ordinal(feed::Ordinal ordinal) const {
  const auto found = std::lower_bound(ordinals_.begin(), ordinals_.end(), ordinal);
  return static_cast<std::size_t>(found - ordinals_.begin());
}

}  // namespace nightjar::comparing
