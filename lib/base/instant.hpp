#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace nightjar {

/// A point in time, to the microsecond, as in PostgreSQL's timestamptz.
using Instant = std::chrono::sys_time<std::chrono::microseconds>;

/// The present, from the machine's clock.
Instant now();

/// Reads `2021-12-17T11:49:40.461+0100`, RFC 3339, and the same with a space instead of the T. A
/// zone is required (Z, +HH, +HHMM or +HH:MM); fractions beyond the microsecond are rounded half
/// up. Years 0001 to 9999. Returns nothing for any other text.
std::optional<Instant> parse_instant(std::string_view text);

/// Reads `2021-12-17`. Returns nothing for any other text or if no such day exists.
std::optional<std::chrono::sys_days> parse_date(std::string_view text);

/// The decimals of a second, all of them digits, in microseconds and rounded half up: `5` is
/// 500,000. None are 0.
std::chrono::microseconds microseconds_of_decimals(std::string_view digits);

/// As RFC 3339 in UTC, with as many decimals as needed: `2021-12-17T10:49:40.461Z`.
std::string to_string(Instant instant);

}  // namespace nightjar
