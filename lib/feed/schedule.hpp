#pragma once

#include <bitset>
#include <chrono>
#include <string>
#include <variant>
#include <vector>

namespace nightjar::feed {

/// Never automatically: only `nightjar run` starts a night.
struct ByHand {
  bool operator==(const ByHand&) const = default;
};

/// By the calendar and the clock of a time zone: at each of the times of each day that is in all
/// three sets. The default is every day at midnight.
struct Calendar {
  std::vector<std::chrono::minutes> times{std::chrono::minutes(0)};  ///< since midnight, below
                                                                     ///< 24 hours; ascending
  std::string zone = "UTC";                              ///< an IANA name, `Europe/Paris`
  std::bitset<7> weekdays = std::bitset<7>().set();      ///< 0 is Sunday
  std::bitset<32> month_days = std::bitset<32>().set();  ///< 1 to 31; 0 is the month's last day
  std::bitset<12> months = std::bitset<12>().set();      ///< 0 is January

  bool operator==(const Calendar&) const = default;
};

/// At every multiple of a period since 1970-01-01T00:00Z: `every: 1h` is on the hour.
struct Every {
  std::chrono::seconds period{std::chrono::hours(1)};  ///< at least a second

  bool operator==(const Every&) const = default;
};

/// When a dataset is due, and how long to wait for the vendor.
struct Schedule {
  std::variant<ByHand, Calendar, Every> due;
  /// After a due time the daemon looks for the files this long, or until the next due time if that
  /// is sooner; then it gives the night up until the next due time.
  std::chrono::seconds window{std::chrono::hours(6)};
  /// If it is not loaded this long after it was due, the dataset is late.
  std::chrono::seconds late_after{std::chrono::hours(2)};

  bool operator==(const Schedule&) const = default;
};

}  // namespace nightjar::feed
