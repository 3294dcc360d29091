#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace nightjar::feed {

/// Reads a date that is written in this pattern (Column::date_formats): `10/30/1995` by
/// `MM/DD/YYYY`. Returns nothing if it does not match or the date does not exist in the years 0001
/// to 9999.
std::optional<std::chrono::sys_days> parse_date(std::string_view text, std::string_view pattern);

/// The error in a pattern, as the end of a sentence; empty if there is none.
std::string fault_of_date_pattern(std::string_view pattern);

}  // namespace nightjar::feed
