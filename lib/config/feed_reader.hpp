#pragma once

#include <chrono>
#include <string>

#include "feed/definition.hpp"
#include "yaml/value.hpp"

namespace nightjar::config {

/// Reads one entry of a dataset's `feeds:`. Throws Misconfigured for anything unknown, malformed or
/// contradictory.
feed::Definition read_feed(const yaml::NamedValue& entry, const std::string& schema);

/// Reads `stale_after:`, of a feed or of a dataset.
std::chrono::seconds read_stale_after(const yaml::Value& value);

}  // namespace nightjar::config
