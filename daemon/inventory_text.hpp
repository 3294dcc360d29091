#pragma once

#include <string>

#include "json/document_fwd.hpp"
#include "night/inventory.hpp"

namespace nightjar::daemon {

/// A line for each dataset with nights whose dump is not in the archive; empty if there is none.
std::string nights_without_dumps(const night::Inventory& inventory);

/// A line for each dataset with nights in the archive that the ledger lacks, and the remedy; empty
/// if there is none.
std::string unknown_nights(const night::Inventory& inventory);

/// `{"missing":[…],"unknown":[…]}`
json::Document document_of(const night::Inventory& inventory);

}  // namespace nightjar::daemon
