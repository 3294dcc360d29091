#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace nightjar {

/// A point in time, to the microsecond: what PostgreSQL's timestamptz holds.
using Instant = std::chrono::sys_time<std::chrono::microseconds>;

/// The present, by the machine's clock.
Instant now();

/// Reads `2021-12-17T11:49:40.461+0100`, RFC 3339, and the same with a space for the T. A zone is
/// required (Z, +HH, +HHMM or +HH:MM); fractions beyond the microsecond are rounded half up.
/// Years 0001 to 9999. Nothing where the text is anything else.
std::optional<Instant> parse_instant(std::string_view text);

/// Reads `2021-12-17`. Nothing where the text is anything else or no such day exists.
std::optional<std::chrono::sys_days> parse_date(std::string_view text);

/// As RFC 3339 in UTC, with as many decimals as it has: `2021-12-17T10:49:40.461Z`.
std::string to_string(Instant instant);

}  // namespace nightjar
