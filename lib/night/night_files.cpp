#include "night/night_files.hpp"

#include <algorithm>
#include <system_error>
#include <utility>

#include "archive/archive.hpp"
#include "base/error.hpp"
#include "base/format.hpp"
#include "config/source_reader.hpp"
#include "feed/fingerprinter.hpp"
#include "ledger/feed_state.hpp"
#include "ledger/runs.hpp"
#include "night/archiving.hpp"
#include "night/inventory.hpp"
#include "night/refusal.hpp"
#include "schema/catalog_check.hpp"

namespace nightjar::night {
namespace {

feed::Source source_of(const NightRequest& request, const feed::Dataset& dataset) {
  return request.source ? config::at_url(dataset.source, *request.source) : dataset.source;
}

archive::Manifest manifest_of(const config::Settings& settings, const ledger::Run& run) {
  const auto manifest = archive::Archive(archive_of(settings.state_dir)).find(run.night);
  if (manifest) return *manifest;
  throw Misconfigured(fmt::format("run {}: its files are not in the archive", run.id),
                      "see `nightjar archive list` for the runs that are");
}

/// A number that the ledger does not know, since it was restored from a backup.
Original find_unknown(const config::Settings& settings, const std::string& dataset,
                      std::int64_t run_id, postgres::Connection& database) {
  auto unknown = take_inventory(database, settings.state_dir).unknown;
  std::erase_if(unknown, [&](const archive::Manifest& night) {
    return night.run_id != run_id || night.dataset != dataset || night.night_id.empty();
  });
  if (unknown.size() == 1) return {unknown.front(), {}, unknown.front().as_of};
  throw UsageError(fmt::format("there is no run {} of {}", run_id, dataset),
                   "`nightjar runs` lists them; if the database was restored from a backup, "
                   "`nightjar archive adopt` enters those that it lacks");
}

Original original_of(const config::Settings& settings, postgres::Executor& database,
                     const ledger::Run& run) {
  return {manifest_of(settings, run), ledger::files_of(database, run.id),
          run.adopted ? std::optional(run.as_of) : std::nullopt};
}

/// Looks for files that the vendor has long replaced by newer ones.
void compare_ages(NightContext& night, Dumps& dumps) {
  for (Dump& dump : dumps.of_feeds) {
    compare_age(dump,
                ledger::newest_file(night.database, night.dataset.name, dump.definition->name()));
  }
}

Dumps fetch(NightContext& night, const NightRequest& request, const Scratch& scratch) {
  night.observer.stage("picking up", {});
  const feed::Source source = source_of(request, night.dataset);
  Dumps dumps = pick_up(night.dataset, source, scratch.folder(),
                        request.patience.value_or(by_hand(source)), *request.clock, night.observer);
  compare_ages(night, dumps);
  return dumps;
}

Dumps unpack(NightContext& night, const Original& original, const Scratch& scratch) {
  night.observer.stage("unpacking", {});
  return replay(night.settings.state_dir, original.manifest, original.files, night.dataset,
                scratch.folder() / fmt::format("run-{}", original.manifest.run_id));
}

NightFiles no_files(const NightContext& night) {
  return {std::make_unique<Scratch>(night.settings.state_dir, night.dataset.name), {}};
}

}  // namespace

std::optional<Original> find_original(const config::Settings& settings,
                                      const NightRequest& request) {
  if (!request.from_run) return std::nullopt;
  const std::int64_t run_id = *request.from_run;
  postgres::Connection database(settings.database_url, "nightjar run " + request.dataset);
  schema::require_migrated(database);
  const auto found = ledger::find_run(database, run_id);
  if (!found) return find_unknown(settings, request.dataset, run_id, database);
  const ledger::Run& run = found->run;
  if (run.dataset != request.dataset) {
    throw UsageError(
        fmt::format("run {} is one of {}, not of {}", run_id, run.dataset, request.dataset),
        "`nightjar archive list` shows which files are kept of which runs");
  }
  return original_of(settings, database, run);
}

std::optional<ledger::Refusal> known_refusal(postgres::Executor& database,
                                             const NightRequest& request,
                                             const feed::Dataset& dataset) {
  if (request.again || request.from_run) return std::nullopt;
  return ledger::newest_refusal(database, dataset.name, dataset.digest);
}

void require_other_files(const ledger::Refusal& refusal, const NightRequest& request,
                         const feed::Dataset& dataset, NightObserver& observer) {
  std::vector<FileAtSource> files;
  try {
    files = files_at(source_of(request, dataset), dataset, observer);
  } catch (const Error&) {
    return;  // the pick-up will say so, and try again
  }
  if (has_files(refusal, files)) throw RefusedBefore(refusal, dataset.name);
}

NightFiles pick_up(NightContext& night, const NightRequest& request,
                   const std::optional<Original>& original) {
  NightFiles files = no_files(night);
  files.dumps =
      original ? unpack(night, *original, *files.scratch) : fetch(night, request, *files.scratch);
  for (const Dump& dump : files.dumps.of_feeds) {
    for (const ledger::File& file : files_of(dump)) {
      ledger::add_file(night.database, night.run, file);
    }
  }
  if (night.refusal && !has_bytes(*night.refusal, files.dumps)) night.refusal.reset();
  return files;
}

NightFiles unpack_held(NightContext& night) {
  NightFiles files = no_files(night);
  files.dumps =
      unpack(night, original_of(night.settings, night.database, night.run), *files.scratch);
  compare_ages(night, files.dumps);
  return files;
}

bool are_unchanged(const Dumps& dumps) {
  const auto files = dumps.files();
  return std::all_of(files.begin(), files.end(), [](const DumpFile* file) {
    std::error_code gone;
    return std::filesystem::exists(file->path, gone) &&
           InputFile(file->path).identity() == file->identity;
  });
}

std::optional<std::vector<ledger::FeedReport>> same_as_newest(NightContext& night,
                                                              const Dumps& dumps) {
  const auto files = dumps.files();
  const bool all_known = !files.empty() && !dumps.lack_any() &&
                         std::none_of(files.begin(), files.end(),
                                      [](const DumpFile* file) { return file->sha256.empty(); });
  if (!all_known) return std::nullopt;
  const auto newest = ledger::newest_counts(night.database, night.dataset.name);
  std::vector<ledger::FeedReport> reports;
  for (const Dump& dump : dumps.of_feeds) {
    const feed::Definition& feed = *dump.definition;
    const auto last =
        std::find_if(newest.begin(), newest.end(), [&](const ledger::CountedDump& counted) {
          return counted.feed == feed.name() && counted.member == feed.file.member &&
                 counted.sha256 == digests_of(dump);
        });
    if (last == newest.end() || last->rejected + last->passed_over > 0) return std::nullopt;
    if (ledger::state_of(night.database, feed.name()).digest != feed::digest_of(feed)) {
      return std::nullopt;
    }
    ledger::FeedReport report;
    report.feed = feed.name();
    report.bytes = dump.bytes();
    report.counts.read = last->read;
    report.counts.duplicates = last->duplicates;
    report.counts.unchanged = last->read - last->duplicates;
    reports.push_back(std::move(report));
  }
  return reports;
}

}  // namespace nightjar::night
