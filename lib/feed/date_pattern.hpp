#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace nightjar::feed {

/// Reads a day that is written as the pattern says (Column::date_formats): `10/30/1995` by
/// `MM/DD/YYYY`. Nothing where it is written otherwise or there is no such day in the years 0001
/// to 9999.
std::optional<std::chrono::sys_days> parse_date(std::string_view text, std::string_view pattern);

/// What is wrong with a pattern, as the end of a sentence; empty where nothing is.
std::string fault_of_date_pattern(std::string_view pattern);

}  // namespace nightjar::feed
