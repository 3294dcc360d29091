#include "service_signal.hpp"

namespace nightjar::daemon {

void ServiceSignal::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
}

bool ServiceSignal::stopping() const {
  const std::lock_guard lock(mutex_);
  return stopping_;
}

void ServiceSignal::throw_if_stopping() const {
  if (stopping()) throw ServiceStopping();
}

void ServiceSignal::notify() {
  {
    const std::lock_guard lock(mutex_);
    ++notifications_;
  }
  changed_.notify_all();
}

std::uint64_t ServiceSignal::notifications() const {
  const std::lock_guard lock(mutex_);
  return notifications_;
}

void ServiceSignal::wait(std::chrono::milliseconds duration, std::uint64_t heard) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, duration, [&] { return stopping_ || notifications_ != heard; });
}

void ServiceSignal::wait_or_throw(std::chrono::milliseconds duration) {
  std::unique_lock lock(mutex_);
  if (changed_.wait_for(lock, duration, [&] { return stopping_; })) throw ServiceStopping();
}

}  // namespace nightjar::daemon
