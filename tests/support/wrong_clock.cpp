// To be preloaded: the time of day of this machine is wrong by CLOCK_IS_AHEAD seconds.

#include <cstdlib>
#include <ctime>

#include <sys/syscall.h>
#include <unistd.h>

extern "C" int clock_gettime(clockid_t clock, timespec* time) noexcept {
  const char* ahead = std::getenv("CLOCK_IS_AHEAD");
  const long answer = ::syscall(SYS_clock_gettime, clock, time);
  if (answer == 0 && clock == CLOCK_REALTIME && ahead != nullptr) {
    time->tv_sec += std::atol(ahead);
  }
  return static_cast<int>(answer);
}
