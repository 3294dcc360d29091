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

// Where the files of a night come from: the vendor, or an earlier night whose files the archive
// has.

/// Throws RefusedBefore where the source has nothing but what was refused, by names, sizes and
/// times: then nothing is fetched.
void require_other_files(const ledger::Refusal& refusal, const NightRequest& request,
                         const feed::Dataset& dataset, NightObserver& observer);

/// The files at the source, complete.
Dumps pick_up(NightContext& night, const NightRequest& request, const feed::Dataset& dataset,
              const Scratch& scratch);

/// Looks for files that the vendor has long replaced by newer ones.
void compare_ages(NightContext& night, Dumps& dumps);

/// The night whose files are to be loaded again.
struct Original {
  archive::Manifest manifest;
  std::vector<ledger::FileOfFeed> files;  ///< which feed was read from which
  std::optional<Instant> as_of;  ///< where this database never had it: that of the night itself
};

/// The night of that number, be it one that the ledger does not know since it was restored from a
/// backup. Throws UsageError where it is of another dataset or unknown to the archive too, and
/// Misconfigured where its files are not in the archive.
Original find_original(const config::Settings& settings, const std::string& dataset,
                       std::int64_t run_id);
/// The same of a held night.
Original original_of(const config::Settings& settings, postgres::Executor& database,
                     const ledger::Run& run);

/// The files of that night, out of the archive.
Dumps unpack(NightContext& night, const config::Settings& settings, const Original& original,
             const feed::Dataset& dataset, const Scratch& scratch);

}  // namespace nightjar::night
