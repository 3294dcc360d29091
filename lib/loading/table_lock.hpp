#pragma once

#include <string>

#include "postgres/connection.hpp"

namespace nightjar::loading {

/// Takes an exclusive lock on a table, against readers too, if nobody uses the table at some
/// instant within a second. Returns whether it did. It never queues: all later requests would wait
/// behind a queued one.
bool lock_at_once(postgres::Transaction& transaction, const std::string& schema,
                  const std::string& table);

}  // namespace nightjar::loading
