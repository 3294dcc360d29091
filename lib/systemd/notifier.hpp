#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace nightjar::systemd {

/// Tells the service manager how the service is (sd_notify(3)). Without one (NOTIFY_SOCKET is not
/// set) every call does nothing; none ever throws or blocks for long.
class Notifier {
 public:
  /// Configuration and database were checked: the service works. Also ends reloading().
  void ready() const;
  /// What `systemctl status` shows, one line.
  void status(std::string_view text) const;
  /// The work moves on. To be called for progress only, never by a timer of its own.
  void watchdog() const;
  void reloading() const;
  void stopping() const;
  /// Asks for so much more time to start, stop or reload.
  void extend_timeout(std::chrono::seconds by) const;
};

/// Within what time watchdog() must be called, again and again; nothing where no watchdog is set
/// for this process.
std::optional<std::chrono::microseconds> watchdog_interval();

}  // namespace nightjar::systemd
