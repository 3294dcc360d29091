#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/instant.hpp"
#include "ledger/files.hpp"
#include "ledger/run.hpp"
#include "postgres/connection.hpp"

namespace nightjar::ledger {

/// The outcome of each night, by its name in the archive and its dataset; empty if the ledger does
/// not know it.
using Outcomes = std::map<std::pair<std::string, std::string>, std::string>;

Outcomes outcomes_of_nights(postgres::Executor& database);

/// The nights that the tables depend on, whose dumps must be in the archive.
std::vector<Run> nights_with_dumps(postgres::Executor& database);

/// A night of the archive that this database lacks.
struct ArchivedNight {
  std::string dataset;
  Instant as_of;
  Instant kept_at;       ///< when its files were archived
  std::string night_id;  ///< its identity
};

/// Enters the night as a failed one. Returns its number; nothing if it has been entered meanwhile.
std::optional<std::int64_t> adopt_night(postgres::Executor& database, const ArchivedNight& night);
/// Records the old number and outcome of an adopted night, and how to replay it.
void note_adopted(postgres::Executor& database, std::int64_t run_id, const std::string& note);
/// Records a file of an adopted night. `place`: its path in the archive.
void adopt_file(postgres::Executor& database, std::int64_t run_id, const File& file,
                const std::string& place);

}  // namespace nightjar::ledger
