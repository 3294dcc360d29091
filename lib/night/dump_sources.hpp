#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "archive/manifest.hpp"
#include "base/instant.hpp"
#include "config/settings.hpp"
#include "feed/dataset.hpp"
#include "ledger/files.hpp"
#include "ledger/run.hpp"
#include "night/dumps.hpp"
#include "night/night.hpp"
#include "night/night_context.hpp"
#include "night/observer.hpp"
#include "night/refusal.hpp"
#include "night/scratch.hpp"

namespace nightjar::night {

// The sources of a night's files: the vendor, or an earlier night in the archive.

/// Throws RefusedBefore if the source has only files that were refused, by names, sizes and times:
/// then nothing is fetched.
void require_other_files(const ledger::Refusal& refusal, const NightRequest& request,
                         const feed::Dataset& dataset, NightObserver& observer);

/// The files at the source, complete.
Dumps pick_up(NightContext& night, const NightRequest& request, const feed::Dataset& dataset,
              const Scratch& scratch);

/// Checks for files that the vendor has long replaced by newer ones.
void compare_ages(NightContext& night, Dumps& dumps);

/// The night whose files are loaded again.
struct Original {
  archive::Manifest manifest;
  std::vector<ledger::FileOfFeed> files;  ///< which feed was read from which file
  std::optional<Instant> as_of;  ///< if this database never had the night: its original instant
};

/// The night of that number, which may be unknown to a ledger that was restored from a backup.
/// Throws UsageError if it belongs to another dataset or is not in the archive either, and
/// Misconfigured if its files are not in the archive.
Original find_original(const config::Settings& settings, const std::string& dataset,
                       std::int64_t run_id);
/// The same for a held night.
Original original_of(const config::Settings& settings, postgres::Executor& database,
                     const ledger::Run& run);

/// The files of that night, from the archive.
Dumps unpack(NightContext& night, const config::Settings& settings, const Original& original,
             const feed::Dataset& dataset, const Scratch& scratch);

}  // namespace nightjar::night
