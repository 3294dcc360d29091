#pragma once

#include <filesystem>
#include <future>
#include <map>
#include <memory>
#include <string>

#include "dataset_worker.hpp"
#include "systemd/notifier.hpp"

namespace nightjar::daemon {

/// The daemon from its start to its end, on the thread that receives the signals: SIGTERM and
/// SIGINT stop it, SIGHUP reloads its settings. The signals must be blocked in all threads.
class Service {
 public:
  Service(config::Settings settings, logging::Log& log);

  /// Returns when it has been told to stop and all nights have ended. If one does not end within
  /// the time that the service manager allows, this ends the process, and PostgreSQL rolls back
  /// what was not committed.
  void run();

 private:
  /// Handles a signal that arrives within this time, if any.
  void listen(std::chrono::milliseconds within);
  void reload();
  /// Waits until the database can be used; logs why it cannot.
  void await_database();
  void check_clocks(postgres::Executor& database);
  void check_datasets(postgres::Executor& database);
  /// Records in the database what is configured now.
  void note_settings();
  void employ_keepers();
  /// The leftovers of earlier processes, on a thread of its own.
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
