#pragma once

#include <chrono>
#include <exception>
#include <string>

#include "base/error.hpp"
#include "config/settings.hpp"
#include "ledger/dataset_lock.hpp"
#include "ledger/report.hpp"
#include "ledger/runs.hpp"
#include "night/ledger_observer.hpp"
#include "night/night_context.hpp"
#include "night/observer.hpp"
#include "night/sql.hpp"
#include "night/stopwatch.hpp"
#include "postgres/connection.hpp"
#include "schema/catalog_check.hpp"

namespace nightjar::night {

/// Somebody else has run the night that was to be run.
class NotNeeded : public Transient {
 public:
  explicit NotNeeded(const std::string& dataset);
};

/// Whether a failure ends the night: one that was held stays held.
enum class OnFailure { close_run, keep_run };

/// Turns a failure into the report of one, in text that PostgreSQL and a line of JSON can hold, and
/// a RefusedBefore into that of the night that refused.
void fail(ledger::Report& report, const std::exception& failure);

/// Closes a night that failed. Where that fails too, the report tells both, the true reason first.
void close_failed(postgres::Executor& database, ledger::Report& report);

/// How long a night took by the ledger's times; by its own where it is not in the ledger.
double seconds_in_ledger(const ledger::Report& report);

/// A failure and what to do about it, in one line.
std::string with_remedy(const Error& error);

/// Opens what every night needs, runs `stages` within it, and brings failures into the ledger.
template <class OpenRun, class Stages>
ledger::Report in_ledger(const config::Settings& settings, const std::string& dataset,
                         Instant as_of, NightObserver& observer, OnFailure on_failure,
                         OpenRun&& open_run, Stages&& stages) {
  const auto start = std::chrono::steady_clock::now();
  ledger::Report report;
  report.dataset = dataset;
  report.as_of = as_of;
  try {
    postgres::Connection session(settings.database_url, "nightjar run " + dataset);
    postgres::Connection database(settings.database_url, "nightjar ledger " + dataset);
    for (postgres::Connection* each : {&session, &database}) {
      each->run_script(sql::night_settings);
      each->while_waiting([&observer] { observer.tick(); });
    }
    schema::require_migrated(database);
    const ledger::DatasetLock lock(session, dataset);
    Publication publication(session, settings.database_url, dataset);
    LedgerObserver following(observer, database);
    NightContext night{settings.database_url,
                       settings.state_dir,
                       open_run(database),
                       database,
                       publication,
                       following,
                       start};
    report.run_id = night.run.id;
    report.as_of = night.run.as_of;
    try {
      following.begun(night.run.id);
      stages(night, report);
    } catch (const std::exception& error) {
      fail(report, error);
      database.while_waiting({});  // whatever has ended the night shall not end its last line
      if (report.cause == ledger::Cause::refused_before) {
        ledger::withdraw_run(database, night.run);
      } else if (on_failure == OnFailure::close_run) {
        close_failed(database, report);
      }
    }
  } catch (const std::exception& error) {
    fail(report, error);
  }
  if (report.whole_seconds == 0) report.whole_seconds = seconds_since(start);
  if (on_failure == OnFailure::keep_run) report.started_at.reset();  // it is not this attempt's
  report.seconds = seconds_in_ledger(report);
  return report;
}

}  // namespace nightjar::night
