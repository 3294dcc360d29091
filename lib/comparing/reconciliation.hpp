#pragma once

#include <cstdint>
#include <vector>

#include "comparing/comparison.hpp"
#include "feed/counts.hpp"
#include "feed/match.hpp"

namespace nightjar::comparing {

/// What a night would do to a feed's table, settled to the last row before anything is written.
struct Reconciliation {
  feed::Counts counts;
  std::uint64_t live_before = 0;         ///< rows that were live before the night
  std::vector<std::int64_t> gone;        ///< row ids that the dump no longer lists
  std::vector<feed::Ordinal> withdrawn;  ///< staged records that lost to an earlier one
  /// Whether the dump's last record says something new or does not fit. Where its line has no end,
  /// it may have been cut.
  bool last_is_news = false;
  std::vector<feed::Ordinal> late_rejects;  ///< records whose key turned out to be taken
};

/// Decides the fate of every record and row, once PostgreSQL has said which staged records have a
/// key that it knows. Of the records of one key the first in the dump wins, whether a fingerprint
/// knew it or not; the others are duplicates where they say the same, and rejects where they do
/// not. Corrects the fingerprint cache accordingly, and completes it with the rows that stay live
/// without a record.
Reconciliation reconcile(Comparison& comparison, const std::vector<feed::Match>& matches);

}  // namespace nightjar::comparing
