#pragma once

#include <set>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "postgres/connection.hpp"

namespace nightjar::ledger {

// What retention asks of the ledger, and tells it. Nights go by what the archive calls them.

/// The held nights that can still be approved, of all datasets.
std::set<std::string> awaiting_approval(postgres::Executor& database);

/// Notes that retention gives up the dumps of nights.
void drop_dumps(postgres::Executor& database, const std::vector<std::string>& nights);
/// Notes that the dumps of nights that ended before an instant need not be kept any more, also
/// where they never were. `kept`: nights that the archive has all the same.
void drop_old_dumps(postgres::Executor& database, Instant before,
                    const std::vector<std::string>& kept);
/// Drops the refused records of nights.
void drop_rejects(postgres::Executor& database, const std::vector<std::string>& nights);
/// Drops the refused records of nights that ended before an instant, but for those of the newest
/// nights of each dataset.
void drop_old_rejects(postgres::Executor& database, Instant before);
/// Drops the examples of nights that are not to be decided any more.
void drop_examples(postgres::Executor& database);

}  // namespace nightjar::ledger
