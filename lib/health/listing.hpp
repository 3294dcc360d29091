#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "postgres/connection.hpp"

namespace nightjar::health {

/// An answer about the service, in both of the forms in which it is asked for.
struct Listing {
  postgres::Result rows;
  std::string json;  ///< an array of objects, by the columns' names, on one line
};

/// Every configured dataset: when it last succeeded, how old its data is, whether it is due, late,
/// held or failing, and why. A row's column `healthy` says whether all is well.
Listing datasets(postgres::Executor& database, const std::vector<std::string>& configured);

/// The newest nights, the newest first.
Listing runs(postgres::Executor& database, int limit);

/// The records that a night refused.
struct Rejects {
  Listing first;              ///< the first of them, in the order of the files
  std::uint64_t in_all = 0;   ///< how many are listed in the ledger
  std::uint64_t refused = 0;  ///< how many there were; retention may have dropped the list of them
};

/// What a night refused. Throws UsageError where there is no such night.
Rejects rejects(postgres::Executor& database, std::int64_t run_id, int limit);

}  // namespace nightjar::health
