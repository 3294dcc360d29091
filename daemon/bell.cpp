#include "bell.hpp"

namespace nightjar::daemon {

void Bell::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
}

bool Bell::stopping() const {
  const std::lock_guard lock(mutex_);
  return stopping_;
}

void Bell::throw_if_stopping() const {
  if (stopping()) throw ServiceStops();
}

void Bell::ring() {
  {
    const std::lock_guard lock(mutex_);
    ++rings_;
  }
  changed_.notify_all();
}

std::uint64_t Bell::rings() const {
  const std::lock_guard lock(mutex_);
  return rings_;
}

void Bell::wait(std::chrono::milliseconds duration, std::uint64_t heard) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, duration, [&] { return stopping_ || rings_ != heard; });
}

void Bell::wait_or_throw(std::chrono::milliseconds duration) {
  std::unique_lock lock(mutex_);
  if (changed_.wait_for(lock, duration, [&] { return stopping_; })) throw ServiceStops();
}

}  // namespace nightjar::daemon
