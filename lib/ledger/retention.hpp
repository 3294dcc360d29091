#pragma once

#include <set>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "postgres/connection.hpp"

namespace nightjar::ledger {

// The queries and updates of retention. Nights are identified by their names in the archive.

/// The held nights that can still be approved, of all datasets.
std::set<std::string> awaiting_approval(postgres::Executor& database);

/// Records that retention removes the dumps of nights.
void drop_dumps(postgres::Executor& database, const std::vector<std::string>& nights);
/// Records that the dumps of nights that ended before an instant need not be kept any more, even if
/// they never were. `kept`: nights that the archive still has.
void drop_old_dumps(postgres::Executor& database, Instant before,
                    const std::vector<std::string>& kept);
/// Deletes the rejects of nights.
void drop_rejects(postgres::Executor& database, const std::vector<std::string>& nights);
/// Deletes the rejects of nights that ended before an instant, except for those of the newest
/// nights of each dataset.
void drop_old_rejects(postgres::Executor& database, Instant before);
/// Deletes the examples of nights that can no longer be decided.
void drop_examples(postgres::Executor& database);

}  // namespace nightjar::ledger
