#include <csignal>
#include <exception>
#include <string>

#include <CLI/CLI.hpp>

#include "base/error.hpp"
#include "config/settings.hpp"
#include "config/settings_file.hpp"
#include "logging/log.hpp"
#include "postgres/connection.hpp"
#include "service.hpp"

namespace {

using nightjar::logging::Level;
using nightjar::logging::Record;

constexpr int done = 0;
constexpr int failed = 1;
constexpr int wrong_configuration = 2;

/// Before any thread is started, so that all of them inherit it.
void block_signals() {
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&set, signal);
  sigprocmask(SIG_BLOCK, &set, nullptr);
  std::signal(SIGPIPE, SIG_IGN);  // a server that hangs up is an error of its transfer
}

int run(const std::string& config) {
  nightjar::logging::Log log(nightjar::logging::form_of_standard_error());
  nightjar::config::Settings settings;
  try {
    settings = nightjar::config::load(
        nightjar::config::find_settings_file(config, nightjar::config::running_program()));
    nightjar::postgres::require_understandable(settings.database_url);
  } catch (const nightjar::Error& error) {
    Record record{Level::error, "settings_refused", error.what()};
    record.hint = error.remedy();
    log.write(record);
    return wrong_configuration;
  }
  try {
    nightjar::daemon::Service(std::move(settings), log).run();
    return done;
  } catch (const std::exception& error) {
    Record record{Level::error, "service_failed", error.what()};
    record.hint = "this is a fault of the program: report it as it stands";
    log.write(record);
    return failed;
  }
}

}  // namespace

int main(int argc, char** argv) {
  block_signals();
  CLI::App app("Keeps the schedule of all datasets and runs their nights.", "nightjard");
  std::string config;
  app.add_option("--config", config, "the configuration file");
  app.footer(
      "SIGTERM ends it within 10 s, with nothing half-done; SIGHUP has it read its settings "
      "again.\n"
      "It logs to standard error: text on a terminal, JSON lines elsewhere.\n"
      "Environment: NIGHTJAR_CONFIG, NIGHTJAR_DATABASE_URL, NIGHTJAR_STATE_DIR, libpq's PG*.");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? done : wrong_configuration;
  }
  return run(config);
}
