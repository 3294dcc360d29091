#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ledger/files.hpp"
#include "ledger/report.hpp"
#include "ledger/run.hpp"
#include "postgres/connection.hpp"

namespace nightjar::ledger {

/// The files that a night refused, since they cannot be read or a guard held them: they are not
/// read again by the same definition.
struct Refusal {
  std::int64_t run_id = 0;          ///< the newest night that had these files
  std::int64_t read_by_run_id = 0;  ///< the one that read them
  Outcome outcome = Outcome::failed;
  std::string why;
  std::vector<File> files;
};

/// What the newest night of a dataset refused, if no other was loaded since. `digest`: of the
/// dataset's present YAML; what was refused by another does not count.
std::optional<Refusal> newest_refusal(postgres::Executor& database, const std::string& dataset,
                                      const std::string& digest);

/// Notes that a night's files were refused by a dataset's YAML of this digest. `read_by_run_id`:
/// the night that had read the same bytes, where this one did not.
void note_refused(postgres::Executor& database, const Run& run, const std::string& digest,
                  std::optional<std::int64_t> read_by_run_id);

/// Keeps a row that a held night would write. `op`: insert, update, delete or restore; `json`: the
/// row.
void add_example(postgres::Executor& database, const Run& run, const std::string& feed,
                 const std::string& op, const std::string& json);

/// A feed nearly all of whose records were rejected: its definition says something else than what
/// the file holds.
struct DefinitionMismatch {
  std::string feed;  ///< `vendor.books`
  std::string rejected;
  std::string read;
  std::string reason;  ///< the most frequent; empty where the ledger lists none any more
  std::string times;   ///< how often it was
  std::string line;    ///< where it was first
  std::string detail;  ///< what was wrong there
};

/// The feeds of which a night took next to nothing. `feeds`: their counts as feeds_json() has them;
/// nothing where the ledger has them already.
std::vector<DefinitionMismatch> mismatches(postgres::Executor& database, std::int64_t run_id,
                                           const postgres::Parameter& feeds);

/// How many records of a night were taken, and which night read them.
struct FittingRecords {
  std::int64_t records = 0;
  std::int64_t read_by_run_id = 0;
};

FittingRecords fitting_records(postgres::Executor& database, const Run& run);

}  // namespace nightjar::ledger
