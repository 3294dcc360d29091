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

/// The files that a night refused, because they cannot be read or a guard held them: they are not
/// read again with the same definition.
struct Refusal {
  std::int64_t run_id = 0;          ///< the newest night that had these files
  std::int64_t read_by_run_id = 0;  ///< the one that read them
  Outcome outcome = Outcome::failed;
  std::string why;
  std::vector<File> files;
};

/// What the newest night of a dataset refused, if no other was loaded since. `digest`: of the
/// dataset's present YAML; a refusal with another one does not count.
std::optional<Refusal> newest_refusal(postgres::Executor& database, const std::string& dataset,
                                      const std::string& digest);

/// Records that a night's files were refused with the YAML of this digest. `read_by_run_id`: the
/// night that had read the same bytes, if this one did not.
void note_refused(postgres::Executor& database, const Run& run, const std::string& digest,
                  std::optional<std::int64_t> read_by_run_id);

/// Stores a row that a held night would write. `op`: insert, update, delete or restore; `json`: the
/// row.
void add_example(postgres::Executor& database, const Run& run, const std::string& feed,
                 const std::string& op, const std::string& json);

/// A feed almost all of whose records were rejected: its definition describes another file.
struct DefinitionMismatch {
  std::string feed;  ///< `vendor.books`
  std::string rejected;
  std::string read;
  std::string reason;  ///< the most frequent; empty if the ledger has none listed any more
  std::string times;   ///< how often it occurred
  std::string line;    ///< of the first one
  std::string detail;  ///< of the first one
  std::string file{};  ///< of the first one, if the feed was read from several
};

/// The feeds of which a night accepted almost no record. `feeds`: their counts in the format of
/// feeds_json(); nothing if the ledger has them already.
std::vector<DefinitionMismatch> mismatches(postgres::Executor& database, std::int64_t run_id,
                                           const postgres::Parameter& feeds);

/// How many records of a night were accepted, and which night read them.
struct FittingRecords {
  std::int64_t records = 0;
  std::int64_t read_by_run_id = 0;
};

FittingRecords fitting_records(postgres::Executor& database, const Run& run);

}  // namespace nightjar::ledger
