#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "archive/manifest.hpp"
#include "config/settings.hpp"
#include "feed/dataset.hpp"
#include "ledger/run.hpp"
#include "postgres/connection.hpp"

namespace nightjar::night {

/// The differences between archive and ledger.
struct Inventory {
  std::vector<ledger::Run>
      without_dump;  ///< nights that the tables depend on, whose dump is missing
  /// Nights that the ledger lacks, because it was restored from an older backup. By as_of.
  std::vector<archive::Manifest> unknown;
};

/// Compares archive and ledger. Reads no dump.
Inventory take_inventory(postgres::Executor& database, const std::filesystem::path& state_dir);

/// A night of the archive that was entered into the ledger.
struct AdoptedNight {
  std::int64_t run_id = 0;     ///< its new number
  archive::Manifest manifest;  ///< has its old number and outcome
  bool to_replay = false;      ///< it was loaded, or may have been
};

/// Enters the nights that the ledger lacks, as failed ones: none of their data is in this database.
/// Their files can then be loaded by their new numbers, in the order in which they are returned.
std::vector<AdoptedNight> adopt_nights(const config::Settings& settings,
                                       postgres::Connection& database);

/// Records in the archive the outcomes of nights whose processes ended before they did so.
void note_outcomes(postgres::Executor& database, const std::filesystem::path& state_dir);

/// The feeds that may read a file of this name, by the names and patterns of their definitions.
std::vector<std::string> readers_of(const std::string& name, const feed::Dataset& dataset);

}  // namespace nightjar::night
