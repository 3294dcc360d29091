#pragma once

#include <string>

#include "postgres/connection.hpp"

namespace nightjar::loading {

/// Takes a table for this transaction alone, readers excluded, if within a second there is an
/// instant at which nobody is at it. Returns whether it did. It never queues: whoever waits for
/// such a lock has all who come after him wait, too.
bool lock_at_once(postgres::Transaction& transaction, const std::string& schema,
                  const std::string& table);

}  // namespace nightjar::loading
