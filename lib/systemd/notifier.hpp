#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace nightjar::systemd {

/// Reports the state of the service to the service manager (sd_notify(3)). Without one
/// (NOTIFY_SOCKET is not set) every call does nothing; none throws or blocks for long.
class Notifier {
 public:
  /// Configuration and database were checked: the service works. Also ends reloading().
  void ready() const;
  /// What `systemctl status` shows, one line.
  void status(std::string_view text) const;
  /// The work makes progress. To be called on progress only, never by a timer.
  void watchdog() const;
  void reloading() const;
  void stopping() const;
  /// Requests more time to start, stop or reload.
  void extend_timeout(std::chrono::seconds by) const;
};

/// The interval within which watchdog() must be called repeatedly; nothing if no watchdog is set
/// for this process.
std::optional<std::chrono::microseconds> watchdog_interval();

}  // namespace nightjar::systemd
