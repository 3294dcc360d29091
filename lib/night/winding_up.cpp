#include "night/winding_up.hpp"

#include <string>

#include "archive/archive.hpp"
#include "base/error.hpp"
#include "ledger/runs.hpp"
#include "night/afterwards.hpp"
#include "night/holding.hpp"
#include "night/housekeeping.hpp"

namespace nightjar::night {
namespace {

/// For a person who wants to see what is wrong with the files.
void keep_bad_files(NightContext& night, Archiving& archiving) {
  if (archiving.was_secured()) return;
  afterwards(night.observer, night.dataset.name, "the files are not in the archive",
             [&] { archiving.secure(night.database, night.observer); });
}

void run_and_archive(NightContext& night, const NightFiles& files,
                     const std::function<void(Archiving&)>& stages) {
  Archiving archiving(night.settings.state_dir, night.run, files.dumps);
  try {
    stages(archiving);
  } catch (const BadDump&) {
    night.publication.give_up();
    if (are_unchanged(files.dumps)) note_refused(night);
    keep_bad_files(night, archiving);
    throw;
  }
}

/// The log reports a vendor who delivers the same files night after night.
void tell_staleness(NightContext& night) {
  const auto stale = ledger::staleness(night.database, night.dataset.name);
  if (stale) night.observer.stale(night.dataset.name, *stale);
}

}  // namespace

void with_archiving(NightContext& night, const NightFiles& files,
                    const std::function<void(Archiving&)>& stages) {
  try {
    run_and_archive(night, files, stages);
  } catch (const BadDump&) {
    wind_up(night);  // after the archive has been released
    throw;
  }
}

void wind_up(NightContext& night) {
  const config::Settings& settings = night.settings;
  const ledger::Outcome outcome = night.report.outcome;
  const auto then = [&](std::string_view consequence, const std::function<void()>& act) {
    afterwards(night.observer, night.dataset.name, consequence, act);
  };
  night.publication.give_up();
  then("the outcome of the night is not yet in the archive", [&] {
    archive::Archive(archive_of(settings.state_dir))
        .note_outcome(night.run.night, std::string(name_of(outcome)));
  });
  then("the night's files stay unpacked until the next night, or the next start of the service",
       [&] {
         night.observer.stage("packing the files", {});
         pack_archive(settings.state_dir, night.database, [&] { night.observer.tick(); });
       });
  then("expired files and rejects are not removed until the next night",
       [&] { drop_old(settings, night.database); });
  if (outcome == ledger::Outcome::held || outcome == ledger::Outcome::failed) return;
  then("it is not known whether the vendor's data is stale", [&] { tell_staleness(night); });
}

}  // namespace nightjar::night
