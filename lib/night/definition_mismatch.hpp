#pragma once

#include <string>
#include <vector>

#include "feed/dataset.hpp"
#include "ledger/refusal.hpp"

namespace nightjar::night {

/// What to correct if records do not fit: the file, the key, and why. Empty if all feeds fit.
std::string correction_of(const feed::Dataset& dataset,
                          const std::vector<ledger::DefinitionMismatch>& mismatches);

}  // namespace nightjar::night
