#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "comparing/comparison.hpp"
#include "feed/counts.hpp"
#include "feed/match.hpp"

namespace nightjar::comparing {

/// What a night would do to a feed's table, decided for every row before anything is written.
struct Reconciliation {
  feed::Counts counts;
  std::uint64_t live_before = 0;   ///< rows that were live before the night
  std::vector<std::int64_t> gone;  ///< row ids that the dump no longer lists
  std::vector<feed::Ordinal>
      withdrawn;  ///< staged records that lost to an earlier record of their key
  /// The files of the dump, counted from 0, whose last record is new, changed or rejected. If its
  /// line has no end, it may have been cut.
  std::vector<std::size_t> news_at_end{};
  std::vector<feed::Ordinal>
      late_rejects;  ///< records whose key turned out to belong to an earlier record
};

/// Decides the fate of every record and row, after PostgreSQL has found which staged records have a
/// known key. Of the records of one key the first in the dump wins, whether a fingerprint matched
/// it or not; the others are duplicates if they have the same values, and rejects if not. Corrects
/// the fingerprint cache accordingly, and adds the rows that stay live without a record.
Reconciliation reconcile(Comparison& comparison, const std::vector<feed::Match>& matches);

}  // namespace nightjar::comparing
