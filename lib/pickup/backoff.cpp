#include "pickup/backoff.hpp"

#include <algorithm>

namespace nightjar::pickup {

Backoff::Backoff(const feed::RetryPolicy& policy, std::uint64_t seed)
    : policy_(policy), delay_(policy.first), random_(seed) {}

std::chrono::milliseconds Backoff::next() {
  std::uniform_real_distribution<double> spread(1 - policy_.jitter, 1 + policy_.jitter);
  const auto delay = delay_ * spread(random_);
  delay_ = std::min<std::chrono::duration<double>>(delay_ * policy_.factor, policy_.longest);
  return std::chrono::duration_cast<std::chrono::milliseconds>(delay);
}

}  // namespace nightjar::pickup
