#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "archive/manifest.hpp"
#include "config/settings.hpp"
#include "ledger/run.hpp"
#include "postgres/connection.hpp"

namespace nightjar::night {

/// What of the archive and the ledger does not go together.
struct Inventory {
  std::vector<ledger::Run>
      without_dump;  ///< nights that the tables stand on, whose dump is nowhere
  /// Nights that the ledger lacks: it was restored from a backup that is older. By as_of.
  std::vector<archive::Manifest> unknown;
};

/// Compares archive and ledger. Reads no dump.
Inventory take_inventory(postgres::Executor& database, const std::filesystem::path& state_dir);

/// A night of the archive that was entered into the ledger.
struct AdoptedNight {
  std::int64_t run_id = 0;     ///< its number now
  archive::Manifest manifest;  ///< has the number and the outcome that it had
  bool to_replay = false;      ///< it was loaded, or may have been
};

/// Enters the nights that the ledger lacks, as failed ones: nothing of them is in this database.
/// Their files can then be loaded by their new numbers, in the order in which they are given.
std::vector<AdoptedNight> adopt_nights(const config::Settings& settings,
                                       postgres::Connection& database);

/// Has the archive know what became of nights whose processes ended before they told it.
void note_outcomes(postgres::Executor& database, const std::filesystem::path& state_dir);

}  // namespace nightjar::night
