#include <chrono>
#include <csignal>
#include <filesystem>
#include <optional>

#include "daemon/daemon.hpp"
#include "postgres/connection.hpp"
#include "support/ftp_server.hpp"
#include "support/service_manager.hpp"

using Catch::Contains;
using nightjar::support::Cluster;
using nightjar::support::Daemon;
using nightjar::support::FtpServer;
using nightjar::support::FtpServerOptions;
using nightjar::support::Outcome;
using nightjar::support::Program;
using nightjar::support::ServiceManager;

namespace {

const std::string daily = R"({daily_at: "02:00", zone: Europe/Paris})";
const std::string each_second = "{every: 1s}";

std::string patient(const Program& program) {
  return "{url: \"" + program.source() + "\", retry: {first: 1s, longest: 1s}}";
}

std::string outcomes(const Program& program) {
  return program.database().query(
      "SELECT string_agg(outcome, ' ' ORDER BY run_id) FROM nightjar.runs");
}

/// Somebody who has locked what a daemon's next night needs, which is due and has a new book.
class Blocker {
 public:
  explicit Blocker(const Program& program)
      : database_(program.database()), session_(database_.url(), "blocker") {
    program.good_night();
    program.put("books.json", Program::book_list(Program::books + 1));
    Daemon::configure(program, patient(program), each_second);
    lock_.emplace(session_);
    lock_->query("LOCK TABLE vendor.books_staging");
  }
  /// Returns once a night waits for the lock.
  void await_night() const {
    while (database_.query("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted "
                           "AND relation = 'vendor.books_staging'::regclass)") != "t") {
    }
  }
  void give_way() { lock_.reset(); }

 private:
  const nightjar::support::Database& database_;
  nightjar::postgres::Connection session_;
  std::optional<nightjar::postgres::Transaction> lock_;
};

}  // namespace

TEST_CASE("A daemon makes up for a night that was missed, once, and waits for the next",
          "[server]") {
  const Program program;
  Daemon::configure(program, patient(program), daily);
  Daemon daemon(program);
  const std::string finished = daemon.await("run_finished");
  CHECK_THAT(finished, Contains("\"outcome\":\"loaded\"") && Contains("\"rows\":42") &&
                           Contains("\"dataset\":\"vendor\"") && Contains("\"run_id\":1"));
  const auto settled = [&] {
    return program.database().query(
               "SELECT next_attempt_why FROM nightjar.datasets WHERE next_attempt_at > now() "
               "AND due_at > now()") == "the last one is done";
  };
  while (!settled()) {
  }
  CHECK(program.nightjar({"status"}).exit_code == 0);
  CHECK_THAT(program.nightjar({"next"}).output, Contains("the last one is done"));
  CHECK(daemon.end().exit_code == 0);
  CHECK(daemon.count("run_finished") == 1);
  CHECK(daemon.count("run_started") == 1);
  for (const char* event : {"service_starting", "service_stopping", "service_stopped"}) {
    CHECK(daemon.count(event) == 1);
  }
  CHECK(daemon.count("service_ready", "configuration and database are in order, for 1 dataset") ==
        1);

  Daemon again(program);
  again.await("service_ready");
  again.end();
  CHECK(outcomes(program) == "loaded");
}

TEST_CASE("A daemon that is told to stop ends at once while it waits for a vendor who is late",
          "[server]") {
  const Program program;
  std::filesystem::remove(program.file("books.json"));
  Daemon::configure(program, patient(program), daily);
  Daemon daemon(program);
  CHECK_THAT(daemon.await("vendor_late"), Contains("books.json: not there yet"));
  CHECK(daemon.end().exit_code == 0);
  CHECK_THAT(daemon.await("run_finished"), Contains("the service was stopped"));
  CHECK(outcomes(program) == "failed");

  program.good_files();
  Daemon again(program);
  again.await("run_finished", "\"outcome\":\"loaded\"");
  CHECK(outcomes(program) == "failed loaded");
}

TEST_CASE("A daemon whose night waits in the database ends it at once, with nothing half done",
          "[server]") {
  const Program program;
  Blocker blocker(program);
  Daemon daemon(program);
  blocker.await_night();
  CHECK(daemon.end().exit_code == 0);
  CHECK_THAT(daemon.await("run_finished"), Contains("the service was stopped"));
  CHECK(program.database().query(
            "SELECT outcome FROM nightjar.runs ORDER BY run_id DESC LIMIT 1") == "failed");
  CHECK(program.database().query("SELECT count(*) FROM vendor.books") == "40");
  blocker.give_way();
  Daemon again(program);
  again.await("run_finished", "\"outcome\":\"loaded\"");
  CHECK(program.database().query("SELECT count(*) FROM vendor.books") == "41");
}

TEST_CASE("A service manager hears that a daemon is ready, and that it lives while it waits",
          "[server]") {
  const Program program;
  Blocker blocker(program);
  ServiceManager manager;
  Daemon daemon(program, manager, std::chrono::seconds(1));
  manager.await("READY=1");
  manager.await("STATUS=vendor: comparing");
  blocker.await_night();
  while (manager.next()) {
  }
  for (int fed = 0; fed < 4; ++fed) manager.await("WATCHDOG=1");
  blocker.give_way();
  daemon.await("run_finished", "\"outcome\":\"loaded\"");
  CHECK(daemon.end().exit_code == 0);
  manager.await("STOPPING=1");
}

TEST_CASE(
    "A daemon reads its settings again on SIGHUP, and keeps the old ones where they are wrong",
    "[server]") {
  const Program program;
  Daemon::configure(program, patient(program), daily);
  std::optional<ServiceManager> manager(std::in_place);
  Daemon daemon(program, *manager, std::chrono::minutes(1));
  daemon.await("run_finished");
  Daemon::write(program, "dataset: vendor\nsurce: file:///nowhere/\n");
  daemon.process().send(SIGHUP);
  CHECK_THAT(daemon.await("settings_refused"),
             Contains("vendor.yaml:2: ") && Contains("the old ones stay"));
  manager->await("RELOADING=1");
  manager->await("READY=1");
  manager.reset();  // nobody reads its socket from here on: full, it would stop the daemon
  Daemon::configure(program, patient(program), each_second);
  daemon.process().send(SIGHUP);
  daemon.await("settings_reloaded");
  daemon.await("run_finished", "\"outcome\":\"unchanged\"", 2);
  CHECK(daemon.end().exit_code == 0);
}

TEST_CASE("A daemon stays up while PostgreSQL is stopped in the middle of a night, and goes on",
          "[server]") {
  const Program program;
  std::filesystem::remove(program.file("books.json"));
  Daemon::configure(program, patient(program), daily);
  Daemon daemon(program);
  daemon.await("vendor_late");
  Cluster::shared().stop();
  program.good_files();
  daemon.await("run_finished", "\"outcome\":\"failed\"");
  daemon.await("schedule_unknown");
  Cluster::shared().start();
  daemon.await("run_finished", "\"outcome\":\"loaded\"");
  CHECK(outcomes(program) == "failed loaded");
  CHECK(program.database().query("SELECT count(*) FROM vendor.books") == "40");
  CHECK(daemon.end().exit_code == 0);
  CHECK(daemon.count("run_finished", "\"run_id\":1,") == 1);
}

TEST_CASE("A daemon logs the end of a night that a kill interrupted, once, even if none is due",
          "[server]") {
  const Program program;
  std::filesystem::remove(program.file("books.json"));
  Daemon::configure(program, patient(program), daily);
  {
    Daemon daemon(program);
    daemon.await("vendor_late");
    daemon.end(SIGKILL);
    CHECK(daemon.count("run_finished") == 0);
  }
  program.database().query(
      "INSERT INTO nightjar.runs (dataset, as_of, finished_at, outcome) "
      "VALUES ('vendor', now(), now(), 'unchanged')");
  for (const int told : {1, 0}) {
    Daemon again(program);
    again.await("waiting", "the last one is done");
    CHECK(again.count("run_finished", "\"run_id\":1,") == told);
    CHECK(again.count("run_finished", "\"outcome\":\"failed\"") == told);
    CHECK(again.count("run_finished", "interrupted: the process that ran this night") == told);
    CHECK(again.end().exit_code == 0);
  }
  CHECK(outcomes(program) == "failed unchanged");
}

TEST_CASE("A night by hand reports one that a kill interrupted", "[server]") {
  const Program program;
  std::filesystem::remove(program.file("books.json"));
  Daemon::configure(program, patient(program), daily);
  Daemon daemon(program);
  daemon.await("vendor_late");
  daemon.end(SIGKILL);
  program.good_files();
  CHECK_THAT(program.nightjar({"run", "vendor"}).errors,
             Contains("nightjar: notice: run 1 is closed as failed: interrupted: "));
}

TEST_CASE("A daemon logs what it waits for, what it tries again, and until when", "[server]") {
  const Program program;
  program.database().query("ALTER TABLE vendor.books RENAME COLUMN pages TO leaves");
  Daemon::configure(program, patient(program), daily);
  Daemon daemon(program);
  CHECK_THAT(daemon.await("retry"),
             Contains("since it failed: vendor.books has no column \\\"pages\\\"") &&
                 Contains("\"dataset\":\"vendor\"") && Contains("\"until\":\"2"));
  program.database().query("ALTER TABLE vendor.books RENAME COLUMN leaves TO pages");
  CHECK_THAT(daemon.await("waiting"),
             Contains("waiting for the night that is due next: the last one is done") &&
                 Contains("\"until\":\"2"));
  CHECK(daemon.end().exit_code == 0);
  CHECK(daemon.count("waiting") == 1);
}

TEST_CASE("A daemon that starts before PostgreSQL waits for it, and is not ready before",
          "[server]") {
  const Program program;
  Daemon::configure(program, patient(program), daily);
  Cluster::shared().stop();
  Daemon daemon(program);
  CHECK_THAT(daemon.await("database_unavailable"), Contains("\"sqlstate\":\"08006\""));
  CHECK(daemon.count("service_ready") == 0);
  Cluster::shared().start();
  daemon.await("service_ready");
  daemon.await("run_finished", "\"outcome\":\"loaded\"");
}

TEST_CASE("Two daemons on one database never run a night twice", "[server]") {
  const Program program;
  Daemon::configure(program, patient(program), each_second);
  Daemon one(program);
  Daemon other(program);
  one.await("service_ready");
  other.await("service_ready");
  while (std::stoi(program.database().query("SELECT count(*) FROM nightjar.runs")) < 6) {
  }
  CHECK(one.end().exit_code == 0);
  CHECK(other.end().exit_code == 0);
  CHECK(one.count("run_finished") + other.count("run_finished") ==
        one.count("run_started") + other.count("run_started"));
  CHECK(
      program.database().query(
          "SELECT count(*) FROM nightjar.runs AS a JOIN nightjar.runs AS b ON a.run_id < b.run_id "
          "WHERE b.started_at < a.finished_at") == "0");
  CHECK(program.database().query(
            "SELECT count(*) FROM (SELECT FROM nightjar.runs WHERE outcome <> 'failed' "
            "GROUP BY date_trunc('second', started_at) HAVING count(*) > 1) AS twice") == "0");
}

TEST_CASE("A monthly night that failed is tried once more after its window, and then given up",
          "[server]") {
  const Program program;
  Daemon::configure(program, program.source(), "{at: \"00:00\", days: [1], zone: UTC, window: 1s}");
  const auto tried_at = [&](const std::string& instant) {
    program.database().query(
        "INSERT INTO nightjar.runs (dataset, as_of, started_at, finished_at, outcome, error) "
        "SELECT 'vendor', at, at, at, 'failed', 'for the test' FROM (SELECT " +
        instant + " AS at) AS instant");
    return program.nightjar({"next"}).output;
  };
  CHECK_THAT(tried_at("date_trunc('month', now(), 'UTC')"), Contains("it is tried once more"));
  CHECK_THAT(tried_at("clock_timestamp()"), Contains("given up: the window of the night due at"));
}

TEST_CASE("A daemon without usable settings ends with 2 and names the file", "[server]") {
  const Program program;
  Daemon::write(program, "datset: vendor\n");
  Daemon daemon(program);
  const Outcome outcome = daemon.process().wait();
  CHECK(outcome.exit_code == 2);
  CHECK_THAT(outcome.errors, Contains("settings_refused") && Contains("vendor.yaml:1"));
}

TEST_CASE("A daemon fetches from an FTP server, records the digests, and recognises the same bytes",
          "[server]") {
  const Program program;
  const FtpServer vendor({.program = FtpServerOptions::Program::pyftpdlib});
  constexpr std::int64_t long_ago = 1'600'000'000;
  for (const char* name : {"authors.json", "books.json", "reviews.json"}) {
    vendor.put(name, nightjar::support::text_of_file(program.file(name)), long_ago);
  }
  const auto login = program.settings_file().parent_path() / "login";
  std::ofstream(login) << vendor.user() << ':' << FtpServer::password << '\n';
  Daemon::configure(
      program,
      "{url: \"" + vendor.url() + "\", plain_ftp: allowed, login: {file: " + login.string() + "}}",
      each_second);
  Daemon daemon(program);
  daemon.await("run_finished", "\"outcome\":\"loaded\"");
  daemon.await("run_finished", "\"outcome\":\"unchanged\"");
  CHECK(daemon.end().exit_code == 0);
  CHECK_THAT(daemon.log(), !Contains(std::string(FtpServer::password)));
  CHECK(program.database().query("SELECT count(*) FROM nightjar.dumps WHERE run_id <= 2 AND "
                                 "length(sha256) = 64 AND archived_at LIKE '%.zst'") == "6");
  CHECK(program.database().query(
            "SELECT feeds -> 'books' ->> 'unchanged' FROM nightjar.runs WHERE run_id = 2") == "40");
  CHECK_THAT(program.nightjar({"archive", "list"}).output, Contains("books.json"));
  CHECK(program.nightjar({"archive", "verify"}).exit_code == 0);
  CHECK(std::filesystem::is_empty(program.state_dir() / "staging/vendor"));
}
