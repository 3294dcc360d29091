#pragma once

#include <string>
#include <vector>

#include "feed/dataset.hpp"
#include "feed/definition.hpp"
#include "postgres/connection.hpp"

namespace nightjar::schema {

/// A difference between a feed's definition and the database, in sentences for the operator.
struct Difference {
  std::string fact;    ///< `vendor.books has no column "pages"`
  std::string remedy;  ///< what to do about it
};

/// Compares a feed's definition with the catalog: the table with its columns, their types and the
/// bookkeeping columns, the primary key, and the related relations; and with the limits of any
/// table. Empty if there is no difference. A column that only the table has is not a difference as
/// long as a row can do without it.
std::vector<Difference> differences(postgres::Executor& database, const feed::Definition& feed);

/// The columns that only the table has and that a row can do without, and how to drop each. They do
/// not affect nights.
std::vector<Difference> further_columns(postgres::Executor& database, const feed::Definition& feed);

/// Throws Misconfigured if `nightjar migrate` has never run in this database.
void require_migrated(postgres::Executor& database);

/// Throws Misconfigured, with all differences, if a feed does not match the database, or if the
/// function that the dataset names under `after_load:` does not exist.
void require_dataset(postgres::Executor& database, const feed::Dataset& dataset);

}  // namespace nightjar::schema
