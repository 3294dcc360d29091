#pragma once

#include <cstdint>

#include "feed/dataset.hpp"
#include "ledger/run.hpp"
#include "postgres/connection.hpp"

namespace nightjar::night {

// Whether a held night can be approved.

/// The night with this number. Throws UsageError if it does not exist or is not held.
ledger::Run find_held(postgres::Executor& database, std::int64_t run_id);
/// Throws Error if a later night has replaced this held one.
void refuse_overtaken(postgres::Executor& database, const ledger::Run& run);
/// Throws UsageError if no record of a held night was accepted.
void refuse_pointless(postgres::Executor& database, const ledger::Run& run,
                      const feed::Dataset& dataset);

}  // namespace nightjar::night
