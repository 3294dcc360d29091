#include <csignal>
#include <memory>

#include "daemon/answer.hpp"
#include "daemon/daemon.hpp"
#include "support/pgbouncer.hpp"

using Catch::Contains;
using nightjar::support::Daemon;
using nightjar::support::last_line;
using nightjar::support::Outcome;
using nightjar::support::PgBouncer;
using nightjar::support::Process;
using nightjar::support::Program;
using nightjar::support::run;
using Words = std::vector<std::string>;

namespace {

constexpr int failed = 1;

bool can_be_tried() {
  if (!PgBouncer::is_there()) WARN("skipped: pgbouncer is not unpacked, see .ci/packages");
  return PgBouncer::is_there();
}

/// What another client finds set in the sessions of the pool.
std::string settings_in(const PgBouncer& pooler, const Program& program) {
  const Outcome found =
      run({.words = {"psql", "-XAt", "-d", pooler.url(program.database().name()), "-c",
                     "SELECT name, setting FROM pg_settings "
                     "WHERE source = 'session' AND name <> 'application_name' ORDER BY name"}});
  INFO(found.errors);
  REQUIRE(found.exit_code == 0);
  return found.output;
}

std::string advisory_locks(const Program& program) {
  return program.database().query(
      "SELECT count(*) FROM pg_locks JOIN pg_database AS d ON d.oid = database "
      "WHERE locktype = 'advisory' AND datname = current_database()");
}

/// Makes the pool hold so many idle processes: so many clients wait at once, for one lock.
void fill_pool(const PgBouncer& pooler, const Program& program, int processes) {
  program.database().query("CREATE TABLE barrier ()");
  const auto waiting = [&] {
    return program.database().query(
        "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'barrier'::regclass");
  };
  Process gate({.words = {"psql", "-XqAt", "-c", "BEGIN; LOCK TABLE barrier; SELECT pg_sleep(600)",
                          program.database().url()}});
  while (program.database().query(
             "SELECT count(*) FROM pg_locks WHERE granted AND mode = 'AccessExclusiveLock' "
             "AND relation = 'barrier'::regclass") != "1") {
  }
  std::vector<std::unique_ptr<Process>> clients;
  for (int i = 0; i < processes; ++i) {
    clients.push_back(std::make_unique<Process>(
        nightjar::support::Command{.words = {"psql", "-XqAt", "-c", "SELECT FROM barrier",
                                             pooler.url(program.database().name())}}));
  }
  while (waiting() != std::to_string(processes)) {
  }
  program.database().query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
      "WHERE query LIKE '%pg_sleep(600)%' AND pid <> pg_backend_pid()");
  for (const auto& client : clients) CHECK(client->wait().exit_code == 0);
}

}  // namespace

TEST_CASE("A pooler that keeps no sessions is refused by every command, and nothing is left in it",
          "[server]") {
  if (!can_be_tried()) return;
  const Program program;
  program.good_night();
  program.put("books.json", Program::book_list(Program::books + 1));
  const std::string before = program.tables();
  const std::string mode = GENERATE("transaction", "statement");
  const PgBouncer pooler(mode);
  const std::string clean = settings_in(pooler, program);
  for (const Words& words : {Words{"run", "vendor"}, Words{"migrate"}, Words{"approve", "1"},
                             Words{"status"}, Words{"runs"}, Words{"next"}, Words{"check"}}) {
    INFO(mode << " " << words.front());
    const Outcome outcome = program.nightjar_with("NIGHTJAR_DATABASE_URL",
                                                  pooler.url(program.database().name()), words);
    CHECK(outcome.exit_code == failed);
    CHECK_THAT(
        outcome.output + outcome.errors,
        Contains("the connection pooler at 127.0.0.1, port " + std::to_string(pooler.port())) &&
            Contains("what to do: give Nightjar the address of PostgreSQL itself") &&
            Contains("pool_mode=session"));
    CHECK(advisory_locks(program) == "0");
    CHECK(settings_in(pooler, program) == clean);
  }
  CHECK(program.tables() == before);
  CHECK(program.database().query("SELECT count(*) FROM nightjar.runs") == "1");
  CHECK(program.nightjar({"run", "vendor"}).exit_code == 0);
}

TEST_CASE("A pooler is noticed whichever of its idle processes it lends first", "[server]") {
  if (!can_be_tried()) return;
  const Program program;
  const std::string order = GENERATE("server_round_robin = 0\n", "server_round_robin = 1\n");
  const PgBouncer pooler("transaction", order);
  fill_pool(pooler, program, 5);
  const Outcome outcome = program.nightjar_with("NIGHTJAR_DATABASE_URL",
                                                pooler.url(program.database().name()), {"status"});
  INFO(order);
  CHECK(outcome.exit_code == failed);
  CHECK_THAT(outcome.errors, Contains("the connection pooler at 127.0.0.1"));
}

TEST_CASE("A pooler that keeps sessions serves migrate, nights, approval, status and check",
          "[server]") {
  if (!can_be_tried()) return;
  const Program program(Program::Schema::bare);
  const PgBouncer pooler("session");
  const auto nightjar = [&](const Words& words) {
    return program.nightjar_with("NIGHTJAR_DATABASE_URL", pooler.url(program.database().name()),
                                 words);
  };
  const std::string clean = settings_in(pooler, program);
  const auto succeeds = [&](const Words& words, int expected = 0) {
    const Outcome outcome = nightjar(words);
    INFO(words.front() << ": " << outcome.output << outcome.errors);
    CHECK(outcome.exit_code == expected);
  };
  succeeds({"migrate"});
  succeeds({"run", "vendor", "--as-of", "2022-01-01T03:00:00Z"});
  program.put("books.json", Program::book_list(Program::books + 1));
  succeeds({"run", "vendor", "--as-of", "2022-01-02T03:00:00Z"});
  program.put("books.json", Program::book_list(10));
  succeeds({"run", "vendor", "--as-of", "2022-01-03T03:00:00Z"}, 3);
  succeeds({"approve", "3", "--yes"});
  succeeds({"status"});
  succeeds({"check"});
  CHECK(program.database().query("SELECT count(*) FROM vendor.books_live") == "10");
  CHECK(advisory_locks(program) == "0");
  CHECK(settings_in(pooler, program) == clean);
}

TEST_CASE("A pooler that accepts no settings at the start is reported as such", "[server]") {
  if (!can_be_tried()) return;
  const Program program;
  const PgBouncer pooler("session");
  const Outcome outcome = program.nightjar_with(
      "NIGHTJAR_DATABASE_URL",
      pooler.url(program.database().name()) + "?options=-c%20work_mem%3D1MB", {"status"});
  CHECK(outcome.exit_code == failed);
  CHECK_THAT(outcome.errors, Contains("unsupported startup parameter") &&
                                 Contains("what to do: ") && Contains("PGOPTIONS"));
}

TEST_CASE("The daemon waits for a pooler to keep sessions, and logs what it waits for",
          "[server]") {
  if (!can_be_tried()) return;
  const Program program;
  const PgBouncer pooler("transaction");
  Daemon::configure(program, program.source(), "{daily_at: \"02:00\", zone: UTC}");
  Daemon daemon(program, pooler.url(program.database().name()));
  CHECK_THAT(daemon.await("database_unavailable"),
             Contains("the connection pooler at 127.0.0.1") && Contains("pool_mode=session"));
  CHECK(daemon.end().exit_code == 0);
}
