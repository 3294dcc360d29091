#pragma once

#include <filesystem>
#include <future>
#include <map>
#include <memory>
#include <string>

#include "dataset_worker.hpp"
#include "systemd/notifier.hpp"

namespace nightjar::daemon {

/// The daemon from its start to its end, on the thread that gets the signals: SIGTERM and SIGINT
/// end it, SIGHUP has it read its settings again. The signals must be blocked in all threads.
class Service {
 public:
  Service(config::Settings settings, logging::Log& log);

  /// Returns when it has been told to stop and all nights have ended. Where one does not within
  /// the time that the service manager grants, it ends the process: PostgreSQL then undoes what
  /// was not committed.
  void run();

 private:
  /// Handles the signal that comes within so much time, if any does.
  void listen(std::chrono::milliseconds within);
  void reload();
  /// Waits until the database can be worked with; says so if it cannot.
  void await_database();
  void check_clocks(postgres::Executor& database);
  void check_datasets(postgres::Executor& database);
  /// Tells the database what is configured now.
  void note_settings();
  void employ_keepers();
  /// What earlier processes left undone, on a thread of its own.
  void make_up();
  void tell_manager();
  void end_keepers();
  void say(logging::Level level, std::string event, std::string msg, std::string hint = {});

  CurrentSettings settings_;
  logging::Log& log_;
  ActivityMonitor activity_;
  ServiceSignal signal_;
  WorkerContext context_;
  systemd::Notifier notifier_;
  std::string told_status_;
  std::map<std::string, std::unique_ptr<DatasetWorker>> workers_;
  std::future<void> made_up_;  ///< last: its thread uses all of the above
};

}  // namespace nightjar::daemon
