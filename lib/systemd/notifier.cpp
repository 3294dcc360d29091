#include "systemd/notifier.hpp"

#include <algorithm>
#include <cstdint>
#include <string>

#include <systemd/sd-daemon.h>

#include "base/format.hpp"

namespace nightjar::systemd {
namespace {

/// A lost notification must not fail a night: the result of sd_notify is ignored.
void tell(const std::string& state) { sd_notify(0, state.c_str()); }

}  // namespace

void Notifier::ready() const { tell("READY=1"); }

void Notifier::status(std::string_view text) const {
  std::string line(text);
  std::replace(line.begin(), line.end(), '\n', ' ');  // a line break would begin another variable
  tell("STATUS=" + line);
}

void Notifier::watchdog() const { tell("WATCHDOG=1"); }
void Notifier::reloading() const { tell("RELOADING=1"); }
void Notifier::stopping() const { tell("STOPPING=1"); }

void Notifier::extend_timeout(std::chrono::seconds by) const {
  tell(fmt::format("EXTEND_TIMEOUT_USEC={}", std::chrono::microseconds(by).count()));
}

std::optional<std::chrono::microseconds> watchdog_interval() {
  std::uint64_t microseconds = 0;
  if (sd_watchdog_enabled(0, &microseconds) <= 0) return std::nullopt;
  return std::chrono::microseconds(microseconds);
}

}  // namespace nightjar::systemd
