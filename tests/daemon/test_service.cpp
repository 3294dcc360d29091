#include <csignal>
#include <cstdlib>
#include <string>
#include <thread>

#include "config/settings.hpp"
#include "daemon/service.hpp"
#include "ledger/sql.hpp"
#include "night/scripted_night.hpp"
#include "support/captured_output.hpp"
#include "support/catch.hpp"
#include "support/service_manager.hpp"

using Catch::Contains;
using nightjar::support::answer_first_night;
using nightjar::support::ScriptedProgram;
using nightjar::support::ServiceManager;
namespace ledger = nightjar::ledger::sql;

namespace {

/// The signals of a service, blocked as in nightjard before its threads start.
class BlockedSignals {
 public:
  BlockedSignals() {
    sigset_t set;
    sigemptyset(&set);
    for (const int signal : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&set, signal);
    pthread_sigmask(SIG_BLOCK, &set, &before_);
  }
  ~BlockedSignals() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  BlockedSignals(const BlockedSignals&) = delete;
  BlockedSignals& operator=(const BlockedSignals&) = delete;

 private:
  sigset_t before_{};
};

/// Runs the service until `act` is done and SIGTERM has ended it; returns its log.
template <class Act>
std::string log_of_service(const ScriptedProgram& program, Act&& act) {
  const BlockedSignals blocked;
  const nightjar::support::CapturedOutput captured;
  nightjar::logging::Log log(nightjar::logging::Form::json);
  nightjar::daemon::Service service(nightjar::config::load(program.settings_file()), log);
  std::thread thread([&] { service.run(); });
  const pthread_t id = thread.native_handle();
  try {
    act(id);
  } catch (...) {
    pthread_kill(id, SIGTERM);
    thread.join();
    throw;
  }
  pthread_kill(id, SIGTERM);
  thread.join();
  return captured.errors();
}

}  // namespace

TEST_CASE("The service runs what is due, and ends when it is told to") {
  ScriptedProgram program;
  answer_first_night(program.server);
  program.write_dataset(program.dataset_yaml("schedule: {every: 1h}\n"));
  const std::string log =
      log_of_service(program, [&](pthread_t) { program.server.await(std::string(ledger::stale)); });
  INFO(log);
  CHECK_THAT(log, Contains(R"("event":"service_starting")") &&
                      Contains(R"("event":"service_ready")") &&
                      Contains("configuration and database are in order, for 1 dataset"));
  CHECK_THAT(log, Contains(R"("event":"run_started")") && Contains(R"("event":"run_finished")") &&
                      Contains(R"("outcome":"loaded")"));
  CHECK_THAT(log,
             Contains(R"("event":"service_stopping")") && Contains(R"("event":"service_stopped")"));
}

TEST_CASE("The service waits for a database that is away, and starts once it is there") {
  ScriptedProgram program;
  answer_first_night(program.server);
  program.server.refuse("57P03", "the database system is starting up");
  const std::string log = log_of_service(program, [&](pthread_t) {
    program.server.await_refusal();
    program.server.accept();
    program.server.await(std::string(ledger::retire_others));
  });
  CHECK_THAT(log, Contains(R"("event":"database_unavailable")") &&
                      Contains("the database system is starting up") &&
                      Contains(R"("sqlstate":"57P03")"));
  CHECK_THAT(log, Contains(R"("event":"service_stopped")"));
}

TEST_CASE("SIGHUP reads the settings again, and keeps the old ones where the new are wrong") {
  ScriptedProgram program;
  answer_first_night(program.server);
  ServiceManager manager;
  ::setenv("NOTIFY_SOCKET", manager.address().c_str(), 1);
  const std::string log = log_of_service(program, [&](pthread_t service) {
    manager.await("READY=1");
    for (const char* more : {"no_such_key: 1\n", ""}) {
      program.write_settings(more);
      pthread_kill(service, SIGHUP);
      manager.await("RELOADING=1");
      manager.await("READY=1");
    }
  });
  ::unsetenv("NOTIFY_SOCKET");
  CHECK_THAT(log, Contains(R"("event":"settings_refused")") && Contains("no_such_key"));
  CHECK_THAT(log, Contains(R"("event":"settings_reloaded")"));
}
