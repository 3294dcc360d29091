#pragma once

#include <cstdint>

#include "feed/dataset.hpp"
#include "ledger/run.hpp"
#include "postgres/connection.hpp"

namespace nightjar::night {

// Whether a held night can be approved.

/// The night with this number. Throws UsageError where there is none, or it is not held.
ledger::Run find_held(postgres::Executor& database, std::int64_t run_id);
/// Throws Error where a later night has taken the place of this one, which is held.
void refuse_overtaken(postgres::Executor& database, const ledger::Run& run);
/// Throws UsageError where no record of a held night was taken.
void refuse_pointless(postgres::Executor& database, const ledger::Run& run,
                      const feed::Dataset& dataset);

}  // namespace nightjar::night
