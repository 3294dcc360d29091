#pragma once

#include <functional>

#include "base/instant.hpp"
#include "config/settings.hpp"
#include "feed/dataset.hpp"
#include "ledger/report.hpp"
#include "night/locked_dataset.hpp"
#include "night/observer.hpp"

namespace nightjar::night {

/// Locks the dataset, runs the stages of a night, and records a failure in the ledger and in
/// the report. Throws nothing.
ledger::Report in_ledger(const config::Settings& settings, const feed::Dataset& dataset,
                         Instant as_of, NightObserver& observer,
                         const std::function<void(LockedDataset&)>& stages);

}  // namespace nightjar::night
