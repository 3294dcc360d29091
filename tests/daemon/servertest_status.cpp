#include <chrono>
#include <csignal>
#include <filesystem>
#include <optional>

#include "daemon/answer.hpp"
#include "daemon/daemon.hpp"
#include "postgres/connection.hpp"

using Catch::Contains;
using nightjar::support::Daemon;
using nightjar::support::json_at;
using nightjar::support::Outcome;
using nightjar::support::Process;
using nightjar::support::Program;

namespace {

const std::string daily = R"({daily_at: "02:00", zone: Europe/Paris})";

std::string patient(const Program& program) {
  return "{url: \"" + program.source() + "\", retry: {first: 1s, longest: 1s}}";
}

std::string health(const Program& program, const std::string& column) {
  return program.database().query("SELECT " + column +
                                  " FROM nightjar.health WHERE dataset = 'vendor'");
}

/// As if all that stands in the ledger had been so many days ago.
void age_by(const Program& program, int days) {
  const std::string ago = " - interval '" + std::to_string(days) + " days'";
  program.database().query("UPDATE nightjar.runs SET started_at = started_at" + ago +
                           ", finished_at = finished_at" + ago);
}

/// What the three that tell how a dataset is say of it.
struct Answers {
  explicit Answers(const Program& program)
      : status(program.nightjar({"status"})),
        next(program.nightjar({"next"}).output),
        reason(json_at(program, program.nightjar({"status", "--json"}).output,
                       "{datasets,0,reason}")) {
    INFO(status.output << status.errors << next);
    CHECK(status.exit_code == (health(program, "healthy") == "t" ? 0 : 1));
    CHECK(health(program, "reason") == reason);
  }
  Outcome status;
  std::string next;
  std::string reason;
};

/// Somebody who holds a lock that the next night needs.
class Blocker {
 public:
  explicit Blocker(const Program& program) : session_(program.database().url(), "blocker") {
    program.good_night();
    program.put("books.json", Program::book_list(Program::books + 1));
    lock_.emplace(session_);
    lock_->query("LOCK TABLE vendor.books_staging");
  }

 private:
  nightjar::postgres::Connection session_;
  std::optional<nightjar::postgres::Transaction> lock_;
};

void await(const Program& program, const std::string& condition) {
  while (program.database().query("SELECT " + condition) != "t") {
  }
}

const std::string a_night_waits =
    "EXISTS (SELECT FROM pg_locks WHERE NOT granted "
    "AND relation = 'vendor.books_staging'::regclass)";

}  // namespace

TEST_CASE("A dataset that is due by its YAML and that no daemon runs is late in every answer",
          "[server]") {
  const Program program;
  Daemon::configure(program, program.source(), daily);
  program.good_night();
  age_by(program, 10);
  const Answers answers(program);
  CHECK(answers.status.exit_code == 1);
  CHECK_THAT(answers.reason, Contains("late: due since ") &&
                                 Contains("nightjard has never been seen: systemctl status"));
  CHECK_THAT(answers.next, Contains("no daemon runs it: nightjard has never been seen"));
  CHECK(health(program, "late > interval '8 days'") == "t");
  CHECK_THAT(answers.next, Contains("due since " + health(program,
                                                          "to_char(due_at AT TIME ZONE 'UTC', "
                                                          "'YYYY-MM-DD\"T\"HH24:MI')")));

  Daemon::configure(program, program.source(), "{every: 1h, late_after: 1h}");
  program.good_night("2022-01-02T03:00:00Z");
  CHECK(Answers(program).reason == "fresh");
  age_by(program, 1);
  CHECK_THAT(Answers(program).reason, Contains("late: due since "));
}

TEST_CASE("A dataset that is run by hand is never late", "[server]") {
  const Program program;
  std::string yaml = nightjar::support::text_of_file(program.settings_file().parent_path() /
                                                     "datasets/streaming/vendor.yaml");
  const auto schedule = yaml.find("\nschedule: ");
  yaml.erase(schedule, yaml.find('\n', schedule + 1) - schedule);
  Daemon::write(program, yaml);
  program.good_night();
  age_by(program, 100);
  const Answers answers(program);
  CHECK(answers.reason == "fresh");
  CHECK_THAT(answers.next, Contains("it is run by hand"));
  CHECK(json_at(program, program.nightjar({"next", "--json"}).output, "{datasets,0,dataset}") ==
        "vendor");
}

TEST_CASE("A night whose process was killed is interrupted at once, and nothing is promised of it",
          "[server]") {
  const Program program;
  const Blocker blocker(program);
  Process night(program.command({"run", "vendor"}));
  await(program, a_night_waits);
  night.send(SIGKILL);
  night.wait();
  program.database().query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE "
      "'nightjar % vendor' AND datname = current_database()");
  await(program,
        "NOT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted AND "
        "database = (SELECT oid FROM pg_database WHERE datname = current_database()))");
  const Answers answers(program);
  CHECK(answers.status.exit_code == 1);
  CHECK_THAT(answers.reason, Contains("night 2 was interrupted at ") &&
                                 Contains(" or later, comparing vendor.") &&
                                 Contains("nightjar run vendor"));
  CHECK_THAT(answers.status.output, !Contains("under way") && !Contains("probably"));
  CHECK(health(program, "interrupted_run_id, running_run_id IS NULL, done_at IS NULL") == "2|t|t");
}

TEST_CASE("A night that waits for a lock names the session that holds it, and since when",
          "[server]") {
  const Program program;
  const Blocker blocker(program);
  Process night(program.command({"run", "vendor"}));
  await(program, a_night_waits);
  const Answers answers(program);
  CHECK_THAT(program.nightjar({"show", "2"}).output, Contains("run 2 of vendor: under way") &&
                                                         Contains("nightjar status estimates") &&
                                                         !Contains("time by stage"));
  night.send(SIGKILL);
  night.wait();
  INFO(answers.status.output);
  CHECK_THAT(answers.status.output, Contains("vendor: night 2 waits since ") &&
                                        Contains("UTC for a lock of session ") &&
                                        Contains("application blocker, in its transaction since") &&
                                        Contains("pg_terminate_backend(") && !Contains("probably"));
  CHECK_THAT(answers.next, Contains("night 2 waits since "));
}

TEST_CASE("A night that waits for the vendor says for which file, and since when", "[server]") {
  const Program program;
  std::filesystem::remove(program.file("books.json"));
  Daemon::configure(program, patient(program), daily);
  Daemon daemon(program);
  daemon.await("vendor_late");
  await(program, "EXISTS (SELECT FROM nightjar.health WHERE waits_for IS NOT NULL)");
  const Answers answers(program);
  CHECK_THAT(answers.status.output, Contains("vendor: night 1 waits since ") &&
                                        Contains("for the vendor: ") &&
                                        Contains("books.json: not there yet"));
  CHECK_THAT(answers.status.output, !Contains("probably"));
  CHECK_THAT(answers.next, Contains("night 1 waits since "));
  program.good_files();
  daemon.await("run_finished", "\"outcome\":\"loaded\"");
  CHECK(health(program, "waits_for IS NULL AND running_run_id IS NULL") == "t");
}

TEST_CASE("A daemon that is away makes no promise for the next night", "[server]") {
  const Program program;
  Daemon::configure(program, patient(program), daily);
  Daemon daemon(program);
  daemon.await("run_finished");
  await(program, "EXISTS (SELECT FROM nightjar.health WHERE next_attempt_at > now())");
  CHECK(health(program, "unattended IS NULL") == "t");
  daemon.end();
  program.database().query(
      "UPDATE nightjar.datasets SET daemon_seen_at = '2021-12-17 10:49:40+00'");
  CHECK(health(program, "next_attempt_at IS NULL") == "t");
  CHECK(health(program, "unattended") == "nightjard was last seen at 2021-12-17 10:49 UTC");
  CHECK_THAT(program.nightjar({"next"}).output,
             Contains("no daemon will run it: nightjard was last seen at 2021-12-17 10:49 UTC"));
}

TEST_CASE("A dataset with an unknown time zone is not healthy, however fresh", "[server]") {
  const Program program;
  Daemon::configure(program, program.source(), R"({daily_at: "02:00", zone: Europe/Pariss})");
  program.good_night();
  const Answers answers(program);
  CHECK(answers.status.exit_code == 1);
  CHECK_THAT(answers.reason,
             Contains("its schedule cannot be kept: ") && Contains("Europe/Pariss"));
  CHECK_THAT(answers.next, Contains("its schedule cannot be kept: "));
  CHECK(program.nightjar({"next"}).exit_code == 1);
}

TEST_CASE("Without any dataset the status is not healthy, and says what to do", "[server]") {
  const Program program;
  std::filesystem::remove(program.settings_file().parent_path() / "datasets/streaming/vendor.yaml");
  const Outcome outcome = program.nightjar({"status"});
  CHECK(outcome.exit_code == 1);
  CHECK_THAT(outcome.output,
             Contains("no dataset is configured") && Contains("docs/adding-a-feed.md"));
  CHECK(json_at(program, program.nightjar({"status", "--json"}).output, "{healthy}") == "false");
}

TEST_CASE("After a migration the database knows what is configured, and what no longer is",
          "[server]") {
  const Program program;
  program.database().query(
      "INSERT INTO nightjar.runs (dataset, as_of, finished_at, outcome) "
      "VALUES ('bygone', now(), now(), 'failed')");
  REQUIRE(program.nightjar({"migrate"}).exit_code == 0);
  CHECK_THAT(Answers(program).reason, Contains("no night has run yet"));
  CHECK(program.database().query("SELECT healthy IS NULL, reason FROM nightjar.health "
                                 "WHERE dataset = 'bygone'") == "t|no longer configured");
  program.good_night();
  const Outcome status = program.nightjar({"status"});
  CHECK(status.exit_code == 0);
  CHECK_THAT(status.output, Contains("bygone: the ledger has nights of it"));
  CHECK(json_at(program, program.nightjar({"status", "--json"}).output, "{unconfigured,0}") ==
        "bygone");
}

TEST_CASE("The status of one dataset shows its nights and its files", "[server]") {
  const Program program;
  program.good_night();
  const Outcome status = program.nightjar({"status", "vendor"});
  INFO(status.output << status.errors);
  CHECK(status.exit_code == 0);
  CHECK_THAT(status.output, Contains("why                   fresh\n") &&
                                Contains("\n  1  vendor   loaded") && Contains("books.json"));
  const std::string json = program.nightjar({"status", "vendor", "--json"}).output;
  CHECK(json_at(program, json, "{datasets,0,dataset}") == "vendor");
  CHECK(json_at(program, json, "{runs,0,run_id}") == "1");
  CHECK(json_at(program, json, "{files,1,name}") == "books.json");
  const Outcome unknown = program.nightjar({"status", "vendr"});
  CHECK(unknown.exit_code == 2);
  CHECK_THAT(unknown.errors, Contains("did you mean \"vendor\"?"));
}

TEST_CASE(
    "A vendor who delivers the same old file night after night is stale, to all who are asked",
    "[server]") {
  const Program program;
  const std::string file =
      (program.settings_file().parent_path() / "datasets/streaming/vendor.yaml").string();
  std::string yaml = nightjar::support::text_of_file(file);
  yaml.insert(yaml.find("\nfeeds:"), "\nstale_after: 3d\n");
  yaml.insert(yaml.find("    file: reviews.json"), "    stale_after: 900d\n");
  Daemon::write(program, yaml);
  const auto touch = [&](const std::string& name, int days_ago) {
    std::filesystem::last_write_time(
        program.file(name),
        std::filesystem::file_time_type::clock::now() - std::chrono::hours(24 * days_ago));
  };
  SECTION("the file's own time tells") {
    touch("books.json", 5);
    touch("reviews.json", 5);
    const Outcome night = program.nightjar({"run", "vendor"});
    CHECK_THAT(night.errors, Contains("stale: the newest file of vendor.books is of "));
    const Answers answers(program);
    CHECK(answers.status.exit_code == 1);
    CHECK_THAT(answers.reason, Contains("stale: the newest file of vendor.books is of ") &&
                                   !Contains("vendor.authors") && !Contains("vendor.reviews"));
  }
  SECTION("nights without any change tell, whatever the files say") {
    program.good_night();
    CHECK(Answers(program).reason == "fresh");
    age_by(program, 4);
    CHECK(program.nightjar({"run", "vendor"}).exit_code == 0);
    const Answers answers(program);
    CHECK(answers.status.exit_code == 1);
    CHECK_THAT(answers.reason, Contains("stale: no night has changed vendor.authors since ") &&
                                   Contains("vendor.books") && !Contains("vendor.reviews"));
    program.put("books.json", Program::book_list(Program::books + 1));
    program.put("authors.json", R"([{"metadata":{"name":"Mary Shelley"}}])");
    CHECK(program.nightjar({"run", "vendor"}).exit_code == 0);
    CHECK(Answers(program).reason == "fresh");
  }
}

TEST_CASE("A daemon logs once per night that the vendor's data is stale", "[server]") {
  const Program program;
  Daemon::configure(program, patient(program), daily + "\nstale_after: 1d");
  std::filesystem::last_write_time(
      program.file("books.json"),
      std::filesystem::file_time_type::clock::now() - std::chrono::hours(72));
  Daemon daemon(program);
  daemon.await("run_finished", "\"outcome\":\"loaded\"");
  CHECK_THAT(daemon.await("vendor_stale"), Contains("vendor.books") && Contains("\"run_id\":1") &&
                                               Contains("increase stale_after"));
  CHECK(daemon.end().exit_code == 0);
  CHECK(daemon.count("vendor_stale") == 1);
}
