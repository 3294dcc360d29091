#pragma once

#include <chrono>
#include <string>
#include <variant>

namespace nightjar::feed {

/// Never by itself: only `nightjar run` starts a night.
struct ByHand {
  bool operator==(const ByHand&) const = default;
};

/// Once a day at a time of the wall clock of a place.
struct DailyAt {
  std::chrono::minutes time{0};  ///< since midnight, below 24 hours
  std::string zone = "UTC";      ///< an IANA name, `Europe/Paris`

  bool operator==(const DailyAt&) const = default;
};

/// At every multiple of a period since 1970-01-01T00:00Z: `every: 1h` is on the hour.
struct Every {
  std::chrono::seconds period{std::chrono::hours(1)};  ///< at least a second

  bool operator==(const Every&) const = default;
};

/// When a dataset is due, and what patience the vendor gets.
struct Schedule {
  std::variant<ByHand, DailyAt, Every> due;
  /// From the due instant on the files are looked for this long; then the night is given up until
  /// it is due again.
  std::chrono::seconds window{std::chrono::hours(6)};
  /// Not loaded this long after it was due, the dataset is late.
  std::chrono::seconds late_after{std::chrono::hours(2)};
};

}  // namespace nightjar::feed
