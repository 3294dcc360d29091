#pragma once

#include <string_view>

#include "ledger/listing.hpp"
#include "postgres/connection.hpp"

namespace nightjar::ledger {

/// Runs a query and returns both forms of its result.
Listing list(postgres::Executor& database, std::string_view sql,
             const postgres::Parameters& parameters);

}  // namespace nightjar::ledger
