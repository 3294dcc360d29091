#pragma once

#include <cstdint>
#include <string>

#include "ledger/listing.hpp"
#include "postgres/connection.hpp"

namespace nightjar::ledger {

/// All that the ledger knows of one night. Where a night was brought the bytes of another, which
/// had refused them, what was found is that one's.
struct RunDetail {
  postgres::Result run;       ///< one row
  postgres::Result files;     ///< a row a feed
  postgres::Result guards;    ///< in the order in which they were asked
  postgres::Result counts;    ///< a row a feed
  postgres::Result rejects;   ///< a row for each reason of a feed, with the first such record
  postgres::Result examples;  ///< of a held night: rows that it would write
  std::string json;           ///< the whole as one object, on one line
};

/// Throws UsageError where there is no such night.
RunDetail run_detail(postgres::Executor& database, std::int64_t run_id);

}  // namespace nightjar::ledger
