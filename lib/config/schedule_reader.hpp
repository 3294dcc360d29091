#pragma once

#include "feed/schedule.hpp"
#include "yaml/value.hpp"

namespace nightjar::config {

/// Reads a dataset's `schedule:`. Throws Misconfigured, with file and line, for anything unknown,
/// malformed or contradictory. Whether the machine knows the time zone is checked when the schedule
/// is used.
feed::Schedule read_schedule(const yaml::Value& value);

}  // namespace nightjar::config
