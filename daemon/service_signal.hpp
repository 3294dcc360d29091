#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>

#include "base/clock.hpp"
#include "base/error.hpp"

namespace nightjar::daemon {

/// The service has been told to stop. Ends a night at any point; the next start runs it again.
class ServiceStopping : public Transient {
 public:
  ServiceStopping()
      : Transient("the service was stopped", "it is run again when the service starts") {}
};

/// Wakes waiting threads: when the service stops, and when settings have changed.
class ServiceSignal {
 public:
  void stop();
  [[nodiscard]] bool stopping() const;
  /// Throws ServiceStopping after stop() was called.
  void throw_if_stopping() const;

  void notify();
  /// How often it was notified.
  [[nodiscard]] std::uint64_t notifications() const;
  /// Returns after this time, or when the service stops, or when it was notified more than `heard`
  /// times.
  void wait(std::chrono::milliseconds duration, std::uint64_t heard);
  /// Returns after this time. Throws ServiceStopping.
  void wait_or_throw(std::chrono::milliseconds duration);

 private:
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;
  std::uint64_t notifications_ = 0;
};

}  // namespace nightjar::daemon
