#pragma once

#include <chrono>
#include <string>

#include "base/instant.hpp"

namespace nightjar::schedule {

/// A day of the calendar, in any zone.
using Day = std::chrono::local_days;

/// The day in a zone at an instant. Throws Misconfigured for a zone that is not in this machine's
/// zone data; so does the next function.
Day day_in(const std::string& zone, Instant instant);

/// The instant at which a zone's clocks show this time on this day. If the clocks skip it: the
/// first instant after the gap. If they show it twice: the first.
Instant instant_of(const std::string& zone, Day day, std::chrono::minutes time);

}  // namespace nightjar::schedule
