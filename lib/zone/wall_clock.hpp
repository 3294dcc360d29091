#pragma once

#include <chrono>
#include <string>

#include "base/instant.hpp"

namespace nightjar::zone {

/// The clocks of a time zone, by the zone data of this machine. All functions but is_known() throw
/// Misconfigured for a zone that is not in it.

/// A day of the calendar, in any zone.
using Day = std::chrono::local_days;

bool is_known(const std::string& zone);
/// The remedy for a zone that is not known.
constexpr auto name_known_zone =
    "give an IANA name such as Europe/Paris; see timedatectl list-timezones";

/// The day in a zone at an instant.
Day day_in(const std::string& zone, Instant instant);

/// The instant at which a zone's clocks show this time on this day. If the clocks skip it: the
/// first instant after the gap. If they show it twice: the first.
Instant instant_of(const std::string& zone, Day day, std::chrono::minutes time);

/// What a local time may mean: two instants if the zone's clocks show it twice or never, because
/// they are set back or forward, otherwise one.
struct Meanings {
  Instant first;  ///< by the offset before the clocks change
  Instant last;   ///< by the offset after it
};

/// The meanings of a local time. It is written as the instant at which clocks in UTC show it.
Meanings meanings_of(const std::string& zone, Instant local_time);

}  // namespace nightjar::zone
