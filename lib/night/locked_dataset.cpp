#include "night/locked_dataset.hpp"

#include "base/error.hpp"
#include "base/format.hpp"
#include "base/utf8.hpp"
#include "ledger/runs.hpp"
#include "night/sql.hpp"
#include "schema/catalog_check.hpp"

namespace nightjar::night {

LockedDataset::LockedDataset(const config::Settings& settings, const feed::Dataset& dataset,
                             NightObserver& observer, ledger::Report& report)
    : settings_(settings),
      dataset_(dataset),
      observer_(observer),
      report_(report),
      session_(settings.database_url, "nightjar run " + dataset.name),
      database_(settings.database_url, "nightjar ledger " + dataset.name),
      publication_(session_, settings.database_url, dataset.name),
      noting_observer_(observer, database_) {
  for (postgres::Connection* each : {&session_, &database_}) {
    each->run_script(sql::night_settings);
    each->while_waiting([&observer] { observer.tick(); });
  }
  schema::require_migrated(database_);
  lock_.emplace(session_, dataset.name);
}

NightContext LockedDataset::enter(const ledger::Run& run, OnFailure on_failure,
                                  std::optional<ledger::Refusal> refusal) {
  run_ = run;
  on_failure_ = on_failure;
  report_.run_id = run.id;
  report_.as_of = run.as_of;
  noting_observer_.begun(run.id);
  return {settings_,        dataset_, run,   std::move(refusal), database_, publication_,
          noting_observer_, report_,  start_};
}

void LockedDataset::note_failure() {
  if (!run_) return;
  database_.while_waiting({});  // whatever has ended the night shall not end its last line
  if (report_.cause == ledger::Cause::refused_before) {
    ledger::withdraw_run(database_, *run_);
    return;
  }
  try {
    if (is_taken_up() || !ledger::close_run(database_, report_)) recognise_commit();
  } catch (const Error& error) {
    report_.reasons.push_back(
        readable(fmt::format("the ledger could not be updated: {}", error.what())));
  }
}

void LockedDataset::recognise_commit() {
  const auto found = ledger::find_run(database_, run_->id);
  if (!found || found->outcome == name_of(ledger::Outcome::held)) return;
  observer_.notice(dataset_.name, fmt::format("the night was committed, although {}",
                                              fmt::join(report_.reasons, "; ")));
  report_.outcome = found->outcome == name_of(ledger::Outcome::unchanged)
                        ? ledger::Outcome::unchanged
                        : ledger::Outcome::loaded;
  report_.reasons.clear();
  report_.remedy.clear();
  report_.sqlstate.clear();
  report_.cause = ledger::Cause::none;
}

}  // namespace nightjar::night
