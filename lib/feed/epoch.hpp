#pragma once

#include <optional>
#include <string_view>

#include "base/instant.hpp"

namespace nightjar::feed {

/// Whether the text is a number of seconds as instant_of_epoch() reads it: digits, perhaps with a
/// minus in front and decimals behind a point. An exponent is none: `1.26E+09`, as spreadsheets
/// shorten long numbers, has lost the digits that matter.
bool is_epoch(std::string_view text);

/// The instant so many seconds after 1970-01-01 00:00 UTC; decimals beyond the microsecond are
/// rounded half up, away from 1970. Nothing where it is not in the years 0001 to 9999 (which is
/// what milliseconds taken for seconds come to).
std::optional<Instant> instant_of_epoch(std::string_view text);

}  // namespace nightjar::feed
