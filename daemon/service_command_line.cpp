#include "service_command_line.hpp"

#include <csignal>
#include <string>

#include <CLI/CLI.hpp>

#include "base/error.hpp"
#include "config/settings.hpp"
#include "config/settings_file.hpp"
#include "logging/log.hpp"
#include "owner.hpp"
#include "postgres/connection.hpp"
#include "program.hpp"
#include "service.hpp"

namespace {

using nightjar::console::Console;
using nightjar::daemon::ExitCode;
using nightjar::logging::Level;
using nightjar::logging::LogEntry;

/// Called before any thread is started, so that all of them inherit it.
void block_signals() {
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&set, signal);
  sigprocmask(SIG_BLOCK, &set, nullptr);
}

void log_failure(nightjar::logging::Log& log, const std::string& event,
                 const nightjar::Error& error) {
  LogEntry record{Level::error, event, error.what()};
  record.hint = error.remedy();
  log.write(record);
}

ExitCode serve(const std::string& config) {
  nightjar::logging::Log log(nightjar::logging::form_of_standard_error());
  nightjar::config::Settings settings;
  try {
    settings = nightjar::config::load(
        nightjar::config::find_settings_file(config, nightjar::config::running_program()));
    nightjar::postgres::require_understandable(settings.database_url);
    nightjar::daemon::require_owner(settings.state_dir);
  } catch (const std::exception& failure) {
    log_failure(log, "settings_refused", nightjar::daemon::error_of(failure));
    return ExitCode::usage;
  }
  try {
    nightjar::daemon::Service(std::move(settings), log).run();
    return ExitCode::done;
  } catch (const std::exception& failure) {
    log_failure(log, "service_failed", nightjar::daemon::error_of(failure));
    return ExitCode::failed;
  }
}

ExitCode nightjard_program(int argc, char** argv, Console& console) {
  block_signals();
  CLI::App app("Runs the nights of all datasets on schedule.", "nightjard");
  std::string config;
  app.add_option("--config", config, "the configuration file");
  nightjar::daemon::add_version(app);
  app.footer(
      "SIGTERM stops it within 10 s, and leaves nothing half done; SIGHUP makes it read its "
      "settings again.\n"
      "It logs to standard error: text on a terminal, JSON lines elsewhere.\n"
      "Environment: NIGHTJAR_CONFIG, NIGHTJAR_DATABASE_URL, NIGHTJAR_STATE_DIR, libpq's PG*.");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const nightjar::UsageError slip(error.what(), "nightjard --help shows the options");
    return nightjar::daemon::answer(console, app, error, slip);
  }
  return serve(config);
}

}  // namespace

int nightjar::daemon::nightjard_main(int argc, char** argv) {
  return guarded(argc, argv,
                 [&](Console& console) { return nightjard_program(argc, argv, console); });
}
