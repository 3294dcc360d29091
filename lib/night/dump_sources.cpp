#include "night/dump_sources.hpp"

#include "archive/archive.hpp"
#include "base/error.hpp"
#include "base/format.hpp"
#include "config/source_reader.hpp"
#include "ledger/runs.hpp"
#include "night/archiving.hpp"
#include "night/inventory.hpp"
#include "postgres/connection.hpp"
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

/// A number that the ledger does not have because it was restored from a backup.
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

}  // namespace

void require_other_files(const ledger::Refusal& refusal, const NightRequest& request,
                         const feed::Dataset& dataset, NightObserver& observer) {
  std::vector<FileAtSource> files;
  try {
    files = files_at(source_of(request, dataset), dataset, observer);
  } catch (const Error&) {
    return;  // the pick-up reports it, and tries again
  }
  if (has_files(refusal, files)) throw RefusedBefore(refusal, dataset.name);
}

Dumps pick_up(NightContext& night, const NightRequest& request, const feed::Dataset& dataset,
              const Scratch& scratch) {
  night.observer.stage("picking up", {});
  const feed::Source source = source_of(request, dataset);
  Dumps dumps = pick_up(dataset, source, scratch.folder(),
                        request.patience.value_or(by_hand(source)), *request.clock, night.observer);
  compare_ages(night, dumps);
  return dumps;
}

void compare_ages(NightContext& night, Dumps& dumps) {
  for (Dump& dump : dumps.files) {
    compare_age(dump,
                ledger::newest_file(night.database, night.run.dataset, dump.definition->name()));
  }
}

Original original_of(const config::Settings& settings, postgres::Executor& database,
                     const ledger::Run& run) {
  return {manifest_of(settings, run), ledger::files_of(database, run.id),
          run.adopted ? std::optional(run.as_of) : std::nullopt};
}

Original find_original(const config::Settings& settings, const std::string& dataset,
                       std::int64_t run_id) {
  postgres::Connection database(settings.database_url, "nightjar run " + dataset);
  schema::require_migrated(database);
  const auto found = ledger::find_run(database, run_id);
  if (!found) return find_unknown(settings, dataset, run_id, database);
  const ledger::Run& run = found->run;
  if (run.dataset != dataset) {
    throw UsageError(fmt::format("run {} is one of {}, not of {}", run_id, run.dataset, dataset),
                     "`nightjar archive list` shows which files are kept of which runs");
  }
  return original_of(settings, database, run);
}

Dumps unpack(NightContext& night, const config::Settings& settings, const Original& original,
             const feed::Dataset& dataset, const Scratch& scratch) {
  night.observer.stage("unpacking", {});
  return replay(settings.state_dir, original.manifest, original.files, dataset,
                scratch.folder() / fmt::format("run-{}", original.manifest.run_id));
}

}  // namespace nightjar::night
