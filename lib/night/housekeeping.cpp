#include "night/housekeeping.hpp"

#include <filesystem>
#include <set>
#include <string>
#include <system_error>
#include <vector>

#include "archive/archive.hpp"
#include "base/clock.hpp"
#include "base/error.hpp"
#include "base/folder.hpp"
#include "ledger/dataset_lock.hpp"
#include "ledger/files.hpp"
#include "ledger/retention.hpp"
#include "night/archiving.hpp"
#include "night/inventory.hpp"
#include "night/scratch.hpp"

namespace nightjar::night {
namespace {

namespace fs = std::filesystem;

/// The configured datasets, and those with leftover files.
std::set<std::string> datasets_of(const config::Settings& settings) {
  std::set<std::string> names;
  for (const feed::Dataset& dataset : settings.datasets) names.insert(dataset.name);
  std::error_code absent;
  for (const fs::path& folder : entries_of(settings.state_dir / "staging", absent)) {
    names.insert(folder.filename());
  }
  return names;
}

/// A running night cleans up after itself.
void clear_leftovers_of(const config::Settings& settings, const std::string& dataset,
                        postgres::Connection& database) {
  try {
    const ledger::DatasetLock lock(database, dataset);
    clear_leftovers(settings.state_dir, dataset);
  } catch (const Transient&) {
  }
}

/// Nights whose process ended after it had packed a file and before it had recorded that.
void note_places(postgres::Executor& database, const fs::path& state_dir) {
  const archive::Archive archive(archive_of(state_dir));
  for (const std::string& sha256 : ledger::unpacked_files(database)) {
    const fs::path place = archive.place_of(sha256);
    if (is_there(place)) ledger::note_packed(database, sha256, place.string());
  }
}

}  // namespace

void make_up(const config::Settings& settings, postgres::Connection& database,
             const std::function<void()>& tick) {
  for (const std::string& dataset : datasets_of(settings)) {
    clear_leftovers_of(settings, dataset, database);
  }
  note_outcomes(database, settings.state_dir);
  note_places(database, settings.state_dir);
  pack_archive(settings.state_dir, database, tick);
}

void drop_old(const config::Settings& settings, postgres::Connection& database) {
  const feed::Retention& retention = settings.retention;
  const archive::Archive archive(archive_of(settings.state_dir));
  const auto retained = archive.retain(retention, ledger::awaiting_approval(database), now(),
                                       [&](const std::vector<std::string>& nights) {
                                         ledger::drop_dumps(database, nights);
                                         if (!retention.rejects)
                                           ledger::drop_rejects(database, nights);
                                       });
  // Nights beyond the retention need no dump any more, whether they ever had one or not.
  if (retained && retention.max_age) {
    ledger::drop_old_dumps(database, now() - *retention.max_age, retained->kept);
  }
  ledger::drop_examples(database);
  if (const auto age = retention.age_of_rejects()) {
    ledger::drop_old_rejects(database, now() - *age);
  }
}

}  // namespace nightjar::night
