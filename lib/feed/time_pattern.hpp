#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/instant.hpp"
#include "feed/column_type.hpp"

namespace nightjar::feed {

/// A date, a time or both, as they are written.
struct WrittenTime {
  /// In UTC if the text has an offset; otherwise the instant at which clocks in UTC show this time.
  /// A text without a date has that of 1970-01-01, one without a time has midnight.
  Instant instant;
  bool has_offset = false;
};

/// Reads a text that is written in this pattern (Column::patterns): `10/30/1995` by `MM/DD/YYYY`.
/// Returns nothing if it does not match, or if there is no such date or time in the years 0001 to
/// 9999.
std::optional<WrittenTime> read_time(std::string_view text, std::string_view pattern);

/// The same, without converting it from its offset.
std::optional<Instant> read_time_as_written(std::string_view text, std::string_view pattern);

/// The error in a pattern of a column of this type, as the end of a sentence; empty if there is
/// none. `has_zone`: another key says in which zone times without an offset are.
std::string fault_of_pattern(std::string_view pattern, ColumnType type, bool has_zone);

}  // namespace nightjar::feed
