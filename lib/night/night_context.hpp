#pragma once

#include <chrono>
#include <optional>

#include "config/settings.hpp"
#include "feed/dataset.hpp"
#include "ledger/refusal.hpp"
#include "ledger/report.hpp"
#include "ledger/run.hpp"
#include "night/observer.hpp"
#include "night/publication.hpp"
#include "postgres/connection.hpp"

namespace nightjar::night {

/// A night that is in the ledger: what its stages share. Made by LockedDataset::enter() only.
struct NightContext {
  const config::Settings& settings;
  const feed::Dataset& dataset;
  ledger::Run run;
  /// What the newest night refused, as long as tonight's files may be the same.
  std::optional<ledger::Refusal> refusal;
  /// For the ledger; each statement commits by itself.
  postgres::Connection& database;
  /// On the session that holds the dataset's lock. While a feed is compared it belongs to the
  /// thread that hands records to PostgreSQL.
  Publication& publication;
  NightObserver& observer;
  /// The results so far; valid also if the night fails.
  ledger::Report& report;
  std::chrono::steady_clock::time_point start;
};

}  // namespace nightjar::night
