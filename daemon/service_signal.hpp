#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>

#include "base/clock.hpp"
#include "base/error.hpp"

namespace nightjar::daemon {

/// The service has been told to stop. Ends a night wherever it is; the next start runs it again.
class ServiceStopping : public Transient {
 public:
  ServiceStopping()
      : Transient("the service was stopped", "it is run again when the service starts") {}
};

/// Wakes those who wait: for the end of the service, and for settings that have changed.
class ServiceSignal {
 public:
  void stop();
  [[nodiscard]] bool stopping() const;
  /// Throws ServiceStopping once stop() was called.
  void throw_if_stopping() const;

  void notify();
  /// How often it was notified.
  [[nodiscard]] std::uint64_t notifications() const;
  /// Returns when so much time has passed, or it is to stop, or was notified more than `heard`
  /// times.
  void wait(std::chrono::milliseconds duration, std::uint64_t heard);
  /// Returns when so much time has passed. Throws ServiceStopping.
  void wait_or_throw(std::chrono::milliseconds duration);

 private:
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;
  std::uint64_t notifications_ = 0;
};

}  // namespace nightjar::daemon
