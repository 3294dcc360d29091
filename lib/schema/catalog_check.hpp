#pragma once

#include <string>
#include <vector>

#include "feed/dataset.hpp"
#include "feed/definition.hpp"
#include "postgres/connection.hpp"

namespace nightjar::schema {

/// Something about a feed that its definition and the database tell differently, in sentences for
/// the operator.
struct Difference {
  std::string fact;    ///< `vendor.books has no column "pages"`
  std::string remedy;  ///< what to do about it
};

/// Holds a feed's definition against the catalog: the table with its columns, their types and the
/// bookkeeping columns, the primary key, and what stands beside the table; and against what any
/// table can be. Empty where all agrees. A column that only the table has is no difference as long
/// as a row can do without it.
std::vector<Difference> differences(postgres::Executor& database, const feed::Definition& feed);

/// The columns that only the table has and that a row can do without, and how to drop each. They
/// are in no night's way.
std::vector<Difference> further_columns(postgres::Executor& database, const feed::Definition& feed);

/// Throws Misconfigured where `nightjar migrate` has never run in this database.
void require_migrated(postgres::Executor& database);

/// Throws Misconfigured, with all differences, where a feed is not as the database holds it, or the
/// function is not there that the dataset names under `after_load:`.
void require_dataset(postgres::Executor& database, const feed::Dataset& dataset);

}  // namespace nightjar::schema
