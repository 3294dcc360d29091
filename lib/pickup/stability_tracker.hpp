#pragma once

#include <chrono>
#include <map>
#include <string>
#include <utility>

#include "base/instant.hpp"
#include "pickup/source_listing.hpp"

namespace nightjar::pickup {

/// Since when each file of a source has had its present state, as far as observed.
class StabilityTracker {
 public:
  explicit StabilityTracker(std::chrono::seconds stable_after) : stable_after_(stable_after) {}

  void note(const SourceListing& look, Instant now);

  /// How long a file must still remain unchanged to count as complete; 0 if it counts already. It
  /// does if its time is long enough ago, or, whatever its time (the server's clock may be wrong,
  /// or it may report none), if it was observed unchanged for long enough.
  [[nodiscard]] std::chrono::milliseconds until_stable(const ListedFile& file, Instant now) const;

 private:
  void note(const ListedFile& file, Instant now);

  std::chrono::seconds stable_after_;
  std::map<std::string, std::pair<FileState, Instant>> since_;
};

}  // namespace nightjar::pickup
