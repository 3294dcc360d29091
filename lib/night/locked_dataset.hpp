#pragma once

#include <chrono>
#include <optional>

#include "config/settings.hpp"
#include "feed/dataset.hpp"
#include "ledger/dataset_lock.hpp"
#include "ledger/report.hpp"
#include "ledger/run.hpp"
#include "night/ledger_observer.hpp"
#include "night/night_context.hpp"
#include "night/observer.hpp"
#include "night/publication.hpp"
#include "postgres/connection.hpp"

namespace nightjar::night {

/// Whether a failure ends the night: one that was held stays held.
enum class OnFailure { close_run, keep_run };

/// A dataset that no other night can load meanwhile, with the sessions and the report of the one
/// that does.
class LockedDataset {
 public:
  /// Keeps references to all. Throws ledger::UnderWay if a night of the dataset is running.
  LockedDataset(const config::Settings& settings, const feed::Dataset& dataset,
                NightObserver& observer, ledger::Report& report);

  [[nodiscard]] const config::Settings& settings() const { return settings_; }
  [[nodiscard]] const feed::Dataset& dataset() const { return dataset_; }
  /// For the ledger; each statement commits by itself.
  [[nodiscard]] postgres::Connection& database() { return database_; }
  [[nodiscard]] NightObserver& observer() { return observer_; }

  /// Enters the night: from now on a failure is recorded in the ledger.
  NightContext enter(const ledger::Run& run, OnFailure on_failure,
                     std::optional<ledger::Refusal> refusal = {});
  /// Records the failure in the report in the ledger, if the night was entered. If that fails, the
  /// report has both reasons, the original one first. A night whose COMMIT was carried out although
  /// its answer was lost has not failed: the report says so.
  void note_failure();
  /// Whether the night began in an earlier attempt.
  [[nodiscard]] bool is_taken_up() const { return on_failure_ == OnFailure::keep_run; }

 private:
  /// Where the ledger has the night as published, it has not failed.
  void recognise_commit();

  const std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  const config::Settings& settings_;
  const feed::Dataset& dataset_;
  NightObserver& observer_;
  ledger::Report& report_;
  postgres::Connection session_;  ///< of the lock and the publication
  postgres::Connection database_;
  std::optional<ledger::DatasetLock> lock_;
  Publication publication_;
  LedgerObserver noting_observer_;
  std::optional<ledger::Run> run_;  ///< once it is in the ledger
  OnFailure on_failure_ = OnFailure::close_run;
};

}  // namespace nightjar::night
