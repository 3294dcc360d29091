#pragma once

#include "comparing/live_parents.hpp"
#include "comparing/live_rows.hpp"

namespace nightjar::comparing {

/// What is known of the live rows before the night, and of the records that they came from.
struct LastDump {
  LiveRows rows;
  LiveParents parents{};  ///< only of a child feed, and only from a fingerprint cache
};

}  // namespace nightjar::comparing
