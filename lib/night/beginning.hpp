#pragma once

#include <string>

#include "base/error.hpp"
#include "ledger/run.hpp"
#include "night/clocks.hpp"
#include "night/locked_dataset.hpp"
#include "night/night.hpp"
#include "night/night_context.hpp"

namespace nightjar::night {

/// Another process has already run the night that is due.
class NotNeeded : public Transient {
 public:
  explicit NotNeeded(const std::string& dataset);
};

/// Begins a night that is valid from `as_of`. Closes interrupted ones first. Throws NotNeeded,
/// and RefusedBefore if the source has only files that were refused; then no night is entered.
/// Throws also if the tables of the feeds or the clocks are not in order.
NightContext begin(LockedDataset& locked, const NightRequest& request, Instant as_of);

/// Continues a held night. Throws UsageError if it is not held any more, and Error if a newer night
/// replaces it.
NightContext take_up(LockedDataset& locked, const ledger::Run& held, Future future);

}  // namespace nightjar::night
