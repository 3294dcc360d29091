#pragma once

#include <cstdint>
#include <string>

#include "ledger/listing.hpp"
#include "postgres/connection.hpp"

namespace nightjar::ledger {

/// Everything in the ledger about one night. If a night had the same bytes as another, which had
/// refused them, the findings are those of that one.
struct RunDetail {
  postgres::Result run;       ///< one row
  postgres::Result files;     ///< one row per feed
  postgres::Result guards;    ///< in the order of their evaluation
  postgres::Result counts;    ///< one row per feed
  postgres::Result rejects;   ///< one row per feed and reason, with the first such record
  postgres::Result examples;  ///< of a held night: rows that it would write
  std::string json;           ///< everything as one object, on one line
};

/// Throws UsageError if there is no such night.
RunDetail run_detail(postgres::Executor& database, std::int64_t run_id);

}  // namespace nightjar::ledger
