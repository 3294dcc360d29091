#pragma once

#include <chrono>
#include <cstdint>
#include <random>

#include "feed/source.hpp"

namespace nightjar::pickup {

/// How long to wait before the next attempt: longer each time, and with jitter, so that many
/// clients that failed together do not return together.
class Backoff {
 public:
  explicit Backoff(const feed::RetryPolicy& policy, std::uint64_t seed = std::random_device{}());

  std::chrono::milliseconds next();
  /// After a success the next wait is the first again.
  void reset() { delay_ = policy_.first; }

 private:
  feed::RetryPolicy policy_;
  std::chrono::duration<double> delay_;
  std::mt19937_64 random_;
};

}  // namespace nightjar::pickup
