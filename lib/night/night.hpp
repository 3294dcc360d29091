#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/clock.hpp"
#include "base/instant.hpp"
#include "config/settings.hpp"
#include "ledger/report.hpp"
#include "ledger/run.hpp"
#include "night/clocks.hpp"
#include "night/dumps.hpp"
#include "night/observer.hpp"
#include "postgres/connection.hpp"

namespace nightjar::night {

/// What a night is asked to do differently from its configuration.
struct NightRequest {
  std::string dataset;
  std::optional<std::string> source;       ///< the URL of a folder
  std::optional<Instant> as_of;            ///< from when the dump's facts are valid; otherwise now
  std::optional<std::int64_t> from_run{};  ///< takes the files from the archive instead
  Future future = Future::refused;
  bool again = false;                        ///< reads the files even if they were refused before
  std::optional<SourceTimeouts> patience{};  ///< with the vendor; otherwise that of a person
  /// Does nothing where a night that began since then needs no other: whoever keeps a schedule may
  /// not be the only one.
  std::optional<Instant> unless_settled_since{};
  std::shared_ptr<Clock> clock = std::make_shared<SystemClock>();
  /// Called once the dataset is this night's, before the night stands in the ledger.
  std::function<void(postgres::Executor&)> prepare = [](postgres::Executor&) {};
};

/// One night of one dataset: picks the dumps up, compares, judges, and loads. What it did is in the
/// ledger and in the report, also where a guard held it or it failed. Throws Misconfigured for a
/// dataset that the settings do not have; nothing else leaves it as an exception.
ledger::Report run_night(const config::Settings& settings, const NightRequest& request,
                         NightObserver& observer);

/// The held night with this number. Throws UsageError if there is none, it is not held, or
/// approving it would load nothing.
ledger::Run find_approvable(const config::Settings& settings, std::int64_t run_id);

/// Loads a night that a guard held, from the files in the archive. The guards do not hold it again.
ledger::Report approve_night(const config::Settings& settings, const ledger::Run& held,
                             const std::string& person, NightObserver& observer,
                             Future future = Future::refused);

}  // namespace nightjar::night
