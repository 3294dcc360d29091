#pragma once

#include <string_view>

#include "ledger/listing.hpp"
#include "postgres/connection.hpp"

namespace nightjar::ledger {

/// Asks a question in both of the forms in which it is answered.
Listing list(postgres::Executor& database, std::string_view sql,
             const postgres::Parameters& parameters);

}  // namespace nightjar::ledger
