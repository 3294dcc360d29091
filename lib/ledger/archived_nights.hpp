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

/// What became of each night, by what the archive calls it and its dataset; empty where the ledger
/// cannot tell.
using Outcomes = std::map<std::pair<std::string, std::string>, std::string>;

Outcomes outcomes_of_nights(postgres::Executor& database);

/// The nights that the tables stand on, whose dumps the archive must have.
std::vector<Run> nights_with_dumps(postgres::Executor& database);

/// A night of the archive that this database lacks.
struct ArchivedNight {
  std::string dataset;
  Instant as_of;
  Instant kept_at;       ///< when its files were kept
  std::string night_id;  ///< its identity
};

/// Enters the night as a failed one. Returns its number; nothing where it is known by now.
std::optional<std::int64_t> adopt_night(postgres::Executor& database, const ArchivedNight& night);
/// Notes what an adopted night was, and how to replay it.
void note_adopted(postgres::Executor& database, std::int64_t run_id, const std::string& note);
/// Notes a file of an adopted night. `place`: where the archive keeps it.
void adopt_file(postgres::Executor& database, std::int64_t run_id, const File& file,
                const std::string& place);

}  // namespace nightjar::ledger
