#pragma once

#include <algorithm>
#include <chrono>
#include <functional>
#include <map>
#include <utility>
#include <vector>

#include "base/clock.hpp"

namespace nightjar::support {

/// A clock whose time passes only in waits, and then at once. An event that the test schedules at
/// an instant happens when a wait reaches it.
class FakeClock : public Clock {
 public:
  explicit FakeClock(Instant start) : now_(start) {}

  Instant now() override { return now_; }

  void wait(std::chrono::milliseconds duration) override {
    const Instant end = now_ + duration;
    while (!events_.empty() && events_.begin()->first <= end) {
      const auto event = events_.extract(events_.begin());
      now_ = std::max(now_, event.key());
      event.mapped()();
    }
    now_ = end;
    waits_.push_back(duration);
  }

  void at(Instant instant, std::function<void()> event) {
    events_.emplace(instant, std::move(event));
  }
  [[nodiscard]] const std::vector<std::chrono::milliseconds>& waits() const { return waits_; }

 private:
  Instant now_;
  std::multimap<Instant, std::function<void()>> events_;
  std::vector<std::chrono::milliseconds> waits_;
};

}  // namespace nightjar::support
