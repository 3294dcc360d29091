#pragma once

#include <chrono>
#include <map>
#include <string>
#include <utility>

#include "base/instant.hpp"
#include "pickup/source_listing.hpp"

namespace nightjar::pickup {

/// Since when each file of a source has been as it is, as far as was seen.
class StabilityTracker {
 public:
  explicit StabilityTracker(std::chrono::seconds stable_after) : stable_after_(stable_after) {}

  void note(const SourceListing& look, Instant now);

  /// How long a file that was noted must yet stay as it is to count as whole; 0 where it does. It
  /// does when its time is long enough ago, or, whatever its time says (the server's clock may be
  /// wrong, or it may not tell), when it was seen unchanged for long enough.
  [[nodiscard]] std::chrono::milliseconds until_stable(const ListedFile& file, Instant now) const;

 private:
  std::chrono::seconds stable_after_;
  std::map<std::string, std::pair<FileState, Instant>> since_;
};

}  // namespace nightjar::pickup
