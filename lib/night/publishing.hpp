#pragma once

#include <vector>

#include "night/judging.hpp"
#include "night/night_context.hpp"
#include "night/reconciled_feed.hpp"

namespace nightjar::night {

/// A night that is committed.
struct PublishedNight {
  std::vector<PublishedFeed> feeds;
};

/// Writes everything that readers will see of the night, and its end in the ledger, in one
/// transaction.
PublishedNight publish(NightContext& night, PassedNight passed);

/// Puts the new fingerprint caches in place. They only save time: what fails is a notice.
void remember(NightContext& night, PublishedNight published);

}  // namespace nightjar::night
