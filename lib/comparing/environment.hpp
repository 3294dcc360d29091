#pragma once

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "feed/change_sink.hpp"
#include "feed/live_fingerprints.hpp"
#include "feed/reject.hpp"
#include "feed/size_bound.hpp"
#include "feed/violation.hpp"

namespace nightjar::comparing {

/// What a comparison writes to and asks, given by whoever runs it; what it refers to outlives the
/// comparison. One call at a time, though not always on the same thread. A comparison knows nothing
/// of PostgreSQL.
struct Environment {
  /// The records that no fingerprint matched.
  feed::ChangeSink& changes;
  /// The records that are refused.
  std::function<void(const feed::Reject&)> reject;
  /// Which rows are so small that they certainly fit the tables.
  const feed::SizeBound& size_bound;
  /// For each of the other rows why the tables cannot store it; nothing if they can.
  std::function<std::vector<std::optional<feed::Violation>>(const std::vector<std::string_view>&)>
      try_rows;
  /// For when a dump turns out to be written in another form than the last.
  feed::ReadFingerprints read_fingerprints;
};

}  // namespace nightjar::comparing
