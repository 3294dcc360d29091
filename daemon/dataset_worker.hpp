#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <thread>

#include "activity_monitor.hpp"
#include "config/settings.hpp"
#include "logging/log.hpp"
#include "next_night.hpp"
#include "night_log.hpp"
#include "pickup/backoff.hpp"
#include "service_signal.hpp"

namespace nightjar::daemon {

/// The settings of the daemon, which a reload replaces. A night finishes with those it started
/// with.
class CurrentSettings {
 public:
  explicit CurrentSettings(config::Settings settings);
  [[nodiscard]] std::shared_ptr<const config::Settings> get() const;
  void replace(config::Settings settings);

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const config::Settings> settings_;
};

/// What all workers share.
struct WorkerContext {
  CurrentSettings& settings;
  logging::Log& log;
  ActivityMonitor& activity;
  ServiceSignal& signal;
};

/// Runs the nights of one dataset, on a thread of its own, until the service stops or the dataset
/// is no longer configured.
class DatasetWorker {
 public:
  DatasetWorker(std::string dataset, WorkerContext& context);
  /// Waits for the thread.
  ~DatasetWorker();
  DatasetWorker(const DatasetWorker&) = delete;
  DatasetWorker& operator=(const DatasetWorker&) = delete;

  [[nodiscard]] bool has_ended() const { return ended_; }

 private:
  using milliseconds = std::chrono::milliseconds;
  using Decision = schedule::Decision;

  void keep();
  /// Does what is due now; returns how long there is nothing more to do.
  milliseconds turn(const config::Settings& settings, const feed::Dataset& dataset);
  /// Decides what is due, and notes it in the ledger.
  NextNight look(const config::Settings& settings, const feed::Dataset& dataset);
  milliseconds rest(const NextNight& next);
  milliseconds run(const config::Settings& settings, const feed::Dataset& dataset,
                   const NextNight& next);
  /// The vendor has delivered only files that were refused before.
  milliseconds await_others(const config::Settings& settings, const feed::Dataset& dataset,
                            std::int64_t refused_by);
  void note(const config::Settings& settings, const feed::Dataset& dataset,
            std::optional<Instant> next, const std::string& why) const;
  void note(postgres::Executor& database, const ledger::ScheduleNote& schedule,
            std::optional<Instant> next, const std::string& why) const;
  [[nodiscard]] std::string connection_name() const;
  milliseconds complain(const config::Settings& settings, const feed::Dataset& dataset,
                        const Error& error);
  /// Logs nights that were interrupted by a kill.
  void tell_interrupted(postgres::Connection& database);
  void tell_retry(const ledger::Report& report, Instant until);
  /// Logs what the worker waits for, if that differs from the last time.
  void tell_waiting(const Decision& decision);

  std::string dataset_;
  WorkerContext& context_;
  NightLog night_log_;
  std::string told_waiting_;
  std::unique_ptr<pickup::Backoff> backoff_;
  std::atomic<bool> ended_ = false;
  std::thread thread_;  ///< last: it uses all of the above
};

}  // namespace nightjar::daemon
