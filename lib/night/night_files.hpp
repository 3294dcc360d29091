#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "archive/manifest.hpp"
#include "base/instant.hpp"
#include "config/settings.hpp"
#include "feed/dataset.hpp"
#include "ledger/files.hpp"
#include "ledger/refusal.hpp"
#include "night/dumps.hpp"
#include "night/night.hpp"
#include "night/night_context.hpp"
#include "night/observer.hpp"
#include "night/scratch.hpp"
#include "postgres/connection.hpp"

namespace nightjar::night {

// The sources of a night's files: the vendor, or an earlier night in the archive.

/// An earlier night whose files are to be loaded.
struct Original {
  archive::Manifest manifest;
  std::vector<ledger::FileOfFeed> files;  ///< which feed was read from which file
  std::optional<Instant> as_of;  ///< if this database never had the night: its original instant
};

/// The night that a request names by its number, which may be unknown to a ledger that was restored
/// from a backup; nothing if the files come from the vendor. Throws UsageError if it belongs to
/// another dataset or is not in the archive either, and Misconfigured if its files are not in the
/// archive.
std::optional<Original> find_original(const config::Settings& settings,
                                      const NightRequest& request);

/// The files that the newest night refused, unless the request wants them to be read again.
std::optional<ledger::Refusal> known_refusal(postgres::Executor& database,
                                             const NightRequest& request,
                                             const feed::Dataset& dataset);

/// Throws RefusedBefore if the source has only the refused files, by names, sizes and times: then
/// nothing is fetched.
void require_other_files(const ledger::Refusal& refusal, const NightRequest& request,
                         const feed::Dataset& dataset, NightObserver& observer);

/// The files of a night, complete and local. Temporary ones are removed with this object.
struct NightFiles {
  std::unique_ptr<Scratch> scratch;
  Dumps dumps;
};

/// The files of the vendor, or of `original`, recorded in the ledger. If they are not those that
/// were refused, the night forgets that refusal.
NightFiles pick_up(NightContext& night, const NightRequest& request,
                   const std::optional<Original>& original);
/// The files of a held night. They are in the ledger already.
NightFiles unpack_held(NightContext& night);

/// Whether the files are still those that were picked up, byte for byte.
bool are_unchanged(const Dumps& dumps);

/// The result of a comparison if the dumps have the same bytes as those of the newest night, which
/// accepted all records; nothing if they differ, or if that is not known yet.
std::optional<std::vector<ledger::FeedReport>> same_as_newest(NightContext& night,
                                                              const Dumps& dumps);

}  // namespace nightjar::night
