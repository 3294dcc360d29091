#pragma once

#include <chrono>
#include <string>

#include "base/instant.hpp"

namespace nightjar::schedule {

/// A day of the calendar, wherever it is.
using Day = std::chrono::local_days;

/// The day that it is in a zone at an instant. Throws Misconfigured for a zone that this machine's
/// zone data does not have; so does the next.
Day day_in(const std::string& zone, Instant instant);

/// The instant at which a zone's clocks show this time on this day. Where clocks go forward and
/// skip it: the first instant after the gap. Where they go back and show it twice: the first.
Instant instant_of(const std::string& zone, Day day, std::chrono::minutes time);

}  // namespace nightjar::schedule
