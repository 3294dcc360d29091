#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <string>

namespace nightjar::daemon {

/// The current activity of each dataset, for the service manager and its watchdog.
class ActivityMonitor {
 public:
  /// It waits for an instant, or for another party.
  void idle(const std::string& dataset, const std::string& text);
  /// It works, and has just made progress.
  void busy(const std::string& dataset, const std::string& text);
  /// It has made progress in its current activity.
  void moved(const std::string& dataset);
  void forget(const std::string& dataset);

  /// One line: `vendor: comparing vendor.reviews, 45 %; app: next at 2021-12-18 01:00:00 UTC`.
  [[nodiscard]] std::string status() const;
  /// Whether every working dataset has made progress within this time.
  [[nodiscard]] bool all_move(std::chrono::milliseconds within) const;

 private:
  struct Entry {
    std::string text;
    bool works = false;
    std::chrono::steady_clock::time_point moved;
  };

  mutable std::mutex mutex_;
  std::map<std::string, Entry> entries_;
};

}  // namespace nightjar::daemon
