#pragma once

#include <chrono>

#include "base/instant.hpp"

namespace nightjar {

/// The time and the passing of it. What waits takes one of these, so that tests own time and a
/// daemon that is told to stop can end a wait.
class Clock {
 public:
  virtual ~Clock() = default;

  [[nodiscard]] virtual Instant now() = 0;
  /// Returns when `duration` has passed. An implementation that is told to stop throws.
  virtual void wait(std::chrono::milliseconds duration) = 0;
};

/// The machine's clock; its waits cannot be cut short.
class SystemClock : public Clock {
 public:
  Instant now() override;
  void wait(std::chrono::milliseconds duration) override;
};

}  // namespace nightjar
