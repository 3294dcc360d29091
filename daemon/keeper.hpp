#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <thread>

#include "bell.hpp"
#include "board.hpp"
#include "config/settings.hpp"
#include "logging/log.hpp"
#include "night_log.hpp"
#include "outlook.hpp"
#include "pickup/backoff.hpp"

namespace nightjar::daemon {

/// The settings of the daemon, which a reload replaces. A night ends with those it began with.
class CurrentSettings {
 public:
  explicit CurrentSettings(config::Settings settings);
  [[nodiscard]] std::shared_ptr<const config::Settings> get() const;
  void replace(config::Settings settings);

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const config::Settings> settings_;
};

/// What all keepers share.
struct House {
  CurrentSettings& settings;
  logging::Log& log;
  Board& board;
  Bell& bell;
};

/// Keeps the nights of one dataset, on a thread of its own, until the service stops or the dataset
/// is no longer configured.
class Keeper {
 public:
  Keeper(std::string dataset, House& house);
  /// Waits for the thread.
  ~Keeper();
  Keeper(const Keeper&) = delete;
  Keeper& operator=(const Keeper&) = delete;

  [[nodiscard]] bool has_ended() const { return ended_; }

 private:
  using milliseconds = std::chrono::milliseconds;
  using Decision = schedule::Decision;

  void keep();
  /// Does what is to be done now; tells how long there is nothing more to do.
  milliseconds turn(const config::Settings& settings, const feed::Dataset& dataset);
  milliseconds rest(const config::Settings& settings, const feed::Dataset& dataset,
                    const Outlook& outlook);
  milliseconds run(const config::Settings& settings, const feed::Dataset& dataset,
                   const Outlook& outlook);
  /// The vendor has delivered nothing but what was refused before.
  milliseconds await_others(const config::Settings& settings, const feed::Dataset& dataset,
                            std::int64_t refused_by);
  void note(const config::Settings& settings, const feed::Dataset& dataset,
            std::optional<Instant> next, const std::string& why) const;
  milliseconds complain(const config::Settings& settings, const feed::Dataset& dataset,
                        const Error& error);
  /// Tells the log of nights that a kill cut off.
  void tell_interrupted(postgres::Connection& database);
  void tell_retry(const night::Report& report, Instant until);
  /// Tells the log what is waited for, where that is not what it was told last.
  void tell_waiting(const Decision& decision);

  std::string dataset_;
  House& house_;
  NightLog night_log_;
  std::string told_waiting_;
  std::unique_ptr<pickup::Backoff> backoff_;
  std::atomic<bool> ended_ = false;
  std::thread thread_;  ///< last: it uses all of the above
};

}  // namespace nightjar::daemon
