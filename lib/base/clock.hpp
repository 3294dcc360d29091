#pragma once

#include <chrono>

#include "base/instant.hpp"

namespace nightjar {

/// The time, and waiting. Everything that waits uses one of these, so that tests control the time
/// and a daemon that is told to stop can end a wait.
class Clock {
 public:
  virtual ~Clock() = default;

  [[nodiscard]] virtual Instant now() = 0;
  /// Returns after `duration`. An implementation that is told to stop throws.
  virtual void wait(std::chrono::milliseconds duration) = 0;
};

/// The machine's clock; its waits cannot be interrupted.
class SystemClock : public Clock {
 public:
  Instant now() override;
  void wait(std::chrono::milliseconds duration) override;
};

}  // namespace nightjar
