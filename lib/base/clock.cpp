#include "base/clock.hpp"

#include <thread>

namespace nightjar {

Instant SystemClock::now() { return nightjar::now(); }

void SystemClock::wait(std::chrono::milliseconds duration) {
  std::this_thread::sleep_for(duration);
}

}  // namespace nightjar
