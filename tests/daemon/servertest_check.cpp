#include <csignal>
#include <filesystem>

#include "daemon/daemon.hpp"

using Catch::Contains;
using nightjar::support::Cluster;
using nightjar::support::Daemon;
using nightjar::support::Outcome;
using nightjar::support::Program;
using nightjar::support::run;
using nightjar::support::SmallDisk;
using Words = std::vector<std::string>;

namespace {

constexpr int done = 0;
constexpr int failed = 1;
constexpr int usage = 2;

/// An installation whose nights are run by a user of their own, after a first good night.
struct Installation {
  Installation() {
    program.good_night();
    program.put("books.json", Program::book_list(Program::books + 1));
    sql("CREATE ROLE night_user LOGIN; GRANT nightjar_loader TO night_user");
  }
  ~Installation() {
    sql("DROP OWNED BY night_user");
    sql("DROP ROLE night_user");
  }
  Installation(const Installation&) = delete;
  Installation& operator=(const Installation&) = delete;

  void sql(const std::string& statement) const { program.database().query(statement); }
  [[nodiscard]] Outcome as_night_user(const Words& words) const {
    return program.nightjar_with("NIGHTJAR_DATABASE_URL", program.database().url("night_user"),
                                 words);
  }
  /// That `check` finds the fault, and that it is one: a night fails for it.
  void check_found(const std::string& fault, const std::string& remedy,
                   const std::string& failure) const {
    const Outcome check = as_night_user({"check"});
    INFO(check.output << check.errors);
    CHECK(check.exit_code == failed);
    CHECK_THAT(check.output, Contains("FAULT  ") && Contains(fault) && Contains("what to do: ") &&
                                 Contains(remedy));
    const Outcome night = as_night_user({"run", "vendor"});
    CHECK(night.exit_code == failed);
    CHECK_THAT(night.errors, Contains(failure));
  }

  Program program;
};

}  // namespace

TEST_CASE("A check finds the user in order that runs nights, and so does a night", "[server]") {
  const Installation house;
  const Outcome check = house.as_night_user({"check"});
  INFO(check.output << check.errors);
  CHECK(check.exit_code == done);
  CHECK_THAT(check.output, Contains("ok     session and privileges\n"));
  CHECK(house.as_night_user({"run", "vendor"}).exit_code == done);
}

TEST_CASE("A check finds a privilege that a night would miss", "[server]") {
  const Installation house;
  SECTION("of the role") {
    house.sql("REVOKE nightjar_loader FROM night_user");
    house.check_found("permission denied for schema nightjar", "nightjar_loader",
                      "permission denied for schema nightjar");
  }
  SECTION("on a table") {
    house.sql("REVOKE INSERT, UPDATE ON vendor.books FROM nightjar_loader");
    house.check_found("night_user lacks the privilege INSERT, UPDATE on vendor.books",
                      "GRANT nightjar_loader TO night_user", "permission denied for table books");
  }
  SECTION("on the ledger") {
    house.sql("REVOKE INSERT ON nightjar.dumps FROM nightjar_loader");
    house.check_found("night_user lacks the privilege INSERT on nightjar.dumps", "nightjar migrate",
                      "permission denied for table dumps");
  }
  SECTION("on the database") {
    house.sql("REVOKE TEMPORARY ON DATABASE " + house.program.database().name() + " FROM PUBLIC");
    house.check_found("night_user may not create temporary tables", "GRANT TEMPORARY ON DATABASE",
                      "permission denied to create temporary tables");
  }
}

TEST_CASE("A check finds a server that takes no changes", "[server]") {
  const Installation house;
  house.sql("ALTER ROLE night_user SET default_transaction_read_only = on");
  house.check_found("this session may only read", "target_session_attrs=read-write",
                    "the server is a standby or set to read only");
}

TEST_CASE("A check finds a database that cannot hold every character", "[server]") {
  const Program program(Program::Schema::bare);
  Cluster::shared().query("CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0");
  const Outcome check =
      program.nightjar_with("NIGHTJAR_DATABASE_URL", Cluster::shared().url("latin"), {"check"});
  CHECK(check.exit_code == failed);
  CHECK_THAT(check.output, Contains("the database's encoding is LATIN1") &&
                               Contains("what to do: create the database with ENCODING 'UTF8'"));
  Cluster::shared().query("DROP DATABASE latin");
}

TEST_CASE("A check finds a migration that was edited after it had been applied", "[server]") {
  const Program program;
  const std::filesystem::path versioned = program.own_migrations();
  const auto first = std::filesystem::directory_iterator(versioned)->path();
  std::ofstream(first, std::ios::app) << "-- edited\n";
  const Outcome check = program.nightjar({"check"});
  CHECK(check.exit_code == failed);
  CHECK_THAT(check.output, Contains(first.filename().string() + ": was edited after"));
}

TEST_CASE("A check finds a time zone that does not exist", "[server]") {
  const Program program;
  Daemon::configure(program, program.source(), "{daily_at: \"02:00\", zone: Europe/Pariss}");
  const Outcome check = program.nightjar({"check"});
  CHECK(check.exit_code == failed);
  CHECK_THAT(check.output, Contains("FAULT  schedule of vendor: \"Europe/Pariss\": there is no "
                                    "such time zone on this machine") &&
                               Contains("what to do: give an IANA name"));
  Daemon daemon(program);
  CHECK_THAT(daemon.await("dataset_misconfigured"), Contains("Europe/Pariss"));
}

TEST_CASE("A check finds a state directory that belongs to somebody else", "[server]") {
  if (::geteuid() != 0) return;
  const Program program;
  run({.words = {"chown", "postgres", program.state_dir()}});
  const Outcome check = program.nightjar({"check"});
  CHECK(check.exit_code == failed);
  CHECK_THAT(check.output, Contains("FAULT  state directory") && Contains("belongs to postgres") &&
                               Contains("what to do: run it as that user"));
  CHECK(program.nightjar({"run", "vendor"}).exit_code == usage);
}

TEST_CASE("A check finds a disk without room for a night", "[server]") {
  const Program program;
  const SmallDisk disk(program.state_dir(), 8192);
  if (!disk.mounted()) return;
  const Outcome check = program.nightjar({"check"});
  CHECK(check.exit_code == failed);
  CHECK_THAT(check.output, Contains("FAULT  state directory") &&
                               Contains("bytes are free on its disk") &&
                               Contains("what to do: free space"));
}

TEST_CASE("A user who may not migrate learns who may, and is not advised to become a loader",
          "[server]") {
  const Installation house;
  if (GENERATE(true, false)) house.sql("REVOKE nightjar_loader FROM night_user");
  house.sql("DELETE FROM nightjar.migrations WHERE kind = 'repeatable'");
  const Outcome outcome = house.as_night_user({"migrate"});
  INFO(outcome.errors);
  CHECK(outcome.exit_code == failed);
  CHECK_THAT(outcome.errors, Contains("permission denied") || Contains("must be owner"));
  CHECK_THAT(outcome.errors,
             Contains("what to do: run `nightjar migrate` as postgres, the owner of the schema "
                      "nightjar") &&
                 !Contains("grant this user"));
}
