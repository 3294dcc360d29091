#pragma once

#include <string>

#include "night/inventory.hpp"

namespace nightjar::daemon {

/// A line for each dataset that has nights whose dump the archive does not have; empty where none
/// has.
std::string nights_without_dumps(const night::Inventory& inventory);

/// A line for each dataset of which the archive knows nights that the ledger lacks, and what to do
/// about it; empty where there is none.
std::string unknown_nights(const night::Inventory& inventory);

/// `"missing":[…],"unknown":[…]`: members of a JSON object.
std::string json_members(const night::Inventory& inventory);

}  // namespace nightjar::daemon
