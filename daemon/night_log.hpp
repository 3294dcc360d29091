#pragma once

#include <string>

#include "activity_monitor.hpp"
#include "ledger/report.hpp"
#include "logging/log.hpp"
#include "night/observer.hpp"
#include "service_signal.hpp"

namespace nightjar::daemon {

/// Writes the nights of a dataset to the log and to the activity monitor, and ends them when the
/// service stops.
class NightLog : public night::NightObserver {
 public:
  NightLog(std::string dataset, logging::Log& log, ActivityMonitor& activity,
           const ServiceSignal& signal);

  void begun(std::int64_t run_id) override;
  void interrupted(std::int64_t run_id, std::string_view error) override;
  void stage(std::string_view stage, std::string_view feed) override;
  void progress(std::uint64_t bytes_done, std::uint64_t bytes_in_all) override;
  void notice(std::string_view feed, std::string_view text) override;
  void waiting(std::string_view reason, Instant until) override;
  void retrying(const Error& error, int attempt, std::chrono::milliseconds delay) override;
  void stale(std::string_view dataset, std::string_view text) override;
  void tick() override;

  /// The line that ends each night, or says why none was started.
  void finished(const ledger::Report& report);

 private:
  void log_end(const ledger::Report& report);
  [[nodiscard]] logging::LogEntry record(logging::Level level, std::string event,
                                         std::string msg) const;

  std::string dataset_;
  logging::Log& log_;
  ActivityMonitor& activity_;
  const ServiceSignal& signal_;
  /// The current stage of the running night.
  struct Current {
    std::optional<std::int64_t> run_id;
    std::string stage;
    std::string feed;
    int shown_percent = -1;
  };
  Current current_;
  /// The night whose end was logged last. If PostgreSQL was not reachable then, the ledger still
  /// says `running`, and the night must not be logged as interrupted later.
  std::optional<std::int64_t> told_;
};

}  // namespace nightjar::daemon
