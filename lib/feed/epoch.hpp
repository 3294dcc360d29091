#pragma once

#include <optional>
#include <string_view>

#include "base/instant.hpp"

namespace nightjar::feed {

/// Whether the text is a number of seconds for instant_of_epoch(): digits, optionally with a
/// leading minus and decimals after a point. Exponents are not accepted: `1.26E+09`, as
/// spreadsheets shorten long numbers, has lost significant digits.
bool is_epoch(std::string_view text);

/// The instant that many seconds after 1970-01-01 00:00 UTC; decimals beyond the microsecond are
/// rounded half up, away from 1970. Returns nothing outside the years 0001 to 9999 (which is the
/// result if milliseconds are given).
std::optional<Instant> instant_of_epoch(std::string_view text);

/// The same for a number of milliseconds.
std::optional<Instant> instant_of_epoch_milliseconds(std::string_view text);

}  // namespace nightjar::feed
