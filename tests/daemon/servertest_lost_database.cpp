#include <csignal>
#include <filesystem>

#include "daemon/program.hpp"

using Catch::Contains;
using nightjar::support::Outcome;
using nightjar::support::Process;
using nightjar::support::Program;
using nightjar::support::run;
using nightjar::support::SmallDisk;
using Words = std::vector<std::string>;

namespace {

constexpr int failed = 1;
constexpr int usage = 2;

}  // namespace

TEST_CASE("A database that is down fails the night, whichever way it is reached", "[server]") {
  const Program program;
  const std::string url = GENERATE("postgresql://joe:hunter2@127.0.0.1:1/nightjar",
                                   "host=/nowhere dbname=nightjar password=hunter2");
  for (const Words& words : {Words{"run", "vendor"}, Words{"status"}, Words{"runs"},
                             Words{"rejects", "1"}, Words{"migrate"}, Words{"approve", "1"}}) {
    INFO(words.front());
    const Outcome outcome = program.nightjar_with("NIGHTJAR_DATABASE_URL", url, words);
    CHECK(outcome.exit_code == failed);
    CHECK_THAT(outcome.errors, Contains("connection to server") &&
                                   Contains("what to do: check that PostgreSQL is running") &&
                                   !Contains("hunter2"));
  }
}

TEST_CASE("A wrong password is reported without the password", "[server]") {
  const Program program;
  program.database().query("CREATE ROLE locked_out LOGIN PASSWORD 'right'");
  const std::string url = program.database().url("locked_out") + "&password=hunter2";
  for (const Words& words : {Words{"run", "vendor"}, Words{"status"}, Words{"check"}}) {
    INFO(words.front());
    const Outcome outcome = program.nightjar_with("NIGHTJAR_DATABASE_URL", url, words);
    const std::string said = outcome.output + outcome.errors;
    CHECK(outcome.exit_code == failed);
    CHECK_THAT(said, Contains("password authentication failed for user \"locked_out\"") &&
                         Contains("check user, password and pg_hba.conf") && !Contains("hunter2"));
  }
  program.database().query("DROP ROLE locked_out");
}

TEST_CASE("A connection string that cannot be understood is wrong configuration, and not shown",
          "[server]") {
  const Program program;
  const std::string url = GENERATE("postgresql://joe:hunter2@[bad", "host=x hunter2=y");
  const Outcome outcome = program.nightjar_with("NIGHTJAR_DATABASE_URL", url, {"run", "vendor"});
  CHECK(outcome.exit_code == usage);
  CHECK_THAT(outcome.errors,
             Contains("connection string cannot be understood") && !Contains("hunter2"));
}

TEST_CASE("The password of a source is shown by no command and kept in no table", "[server]") {
  const Program program;
  program.write_settings("sftp://joe:hunter2@host.invalid/export/");
  for (const Words& words : {Words{"run", "vendor"}, Words{"check"}, Words{"check", "--json"},
                             Words{"status"}, Words{"runs"}}) {
    INFO(words.front());
    const Outcome outcome = program.nightjar(words);
    CHECK_THAT(outcome.output + outcome.errors, !Contains("hunter2"));
  }
  CHECK(program.database().query("SELECT count(*) FROM nightjar.runs AS r "
                                 "WHERE r::text LIKE '%hunter2%'") == "0");
}

TEST_CASE("A password on the command line is covered in the list of processes, and warned of",
          "[server]") {
  const Program program;
  Process blocker(
      {.words = {"psql", "-XqAt", "-c", "BEGIN; LOCK TABLE nightjar.runs; SELECT pg_sleep(600)",
                 program.database().url()}});
  const auto until = [&](const std::string& condition) {
    while (program.database().query("SELECT EXISTS (SELECT FROM pg_locks WHERE relation = "
                                    "'nightjar.runs'::regclass AND " +
                                    condition + ")") != "t") {
    }
  };
  until("granted AND mode = 'AccessExclusiveLock'");
  const std::string url = "sftp://joe:hunter2@127.0.0.1:1/export/";
  const Words source = GENERATE_REF(Words{"--source", url}, Words{"--source=" + url});
  Words words{"run", "vendor"};
  words.insert(words.end(), source.begin(), source.end());
  Process night(program.command(words));
  until("NOT granted");
  const std::string listed =
      nightjar::support::text_of_file("/proc/" + std::to_string(night.id()) + "/cmdline");
  CHECK_THAT(listed, Contains("sftp://joe:*******@127.0.0.1:1/export/") && !Contains("hunter2"));
  CHECK_THAT(night.errors(), Contains("notice: a password on the command line") &&
                                 Contains("what to do: ") && Contains("`login:`") &&
                                 !Contains("hunter2"));
  night.send(SIGKILL);
  blocker.send(SIGKILL);
}

TEST_CASE("A wrong command line is reported without the password in it", "[server]") {
  const Program program;
  const Outcome outcome =
      program.nightjar({"run", "vendor", "--sauce", "sftp://joe:hunter2@host.invalid/export/"});
  CHECK(outcome.exit_code == usage);
  CHECK_THAT(outcome.errors, Contains("joe:***@host.invalid") && !Contains("hunter2"));
}

TEST_CASE("A database that was never migrated is reported as such by every command", "[server]") {
  const Program program(Program::Schema::bare);
  for (const Words& words : {Words{"run", "vendor"}, Words{"status"}, Words{"runs"},
                             Words{"rejects", "1"}, Words{"approve", "1"}}) {
    INFO(words.front());
    const Outcome outcome = program.nightjar(words);
    CHECK(outcome.exit_code == failed);
    CHECK_THAT(outcome.errors,
               Contains("was never migrated") && Contains("what to do: run `nightjar migrate`"));
  }
  CHECK(program.database().query("SELECT to_regnamespace('nightjar') IS NULL") == "t");
}

TEST_CASE("A table that lacks a column of the feed fails the night before it reads", "[server]") {
  const Program program;
  program.good_night();
  program.database().query("ALTER TABLE vendor.books DROP COLUMN pages CASCADE");
  const Outcome outcome = program.nightjar({"run", "vendor"});
  CHECK(outcome.exit_code == failed);
  CHECK_THAT(outcome.errors, Contains("vendor.books has no column \"pages\"") &&
                                 Contains("what to do: write a migration"));
}

TEST_CASE("Of two runs of one dataset the second says who holds it, and changes nothing",
          "[server]") {
  const Program program;
  program.good_night();
  program.put("books.json", Program::book_list(Program::books + 1));
  // The first waits for this lock in the midst of its night.
  Process blocker({.words = {"psql", "-XqAt", "-c",
                             "BEGIN; LOCK TABLE vendor.books_staging; SELECT pg_sleep(600)",
                             program.database().url()}});
  const auto until = [&](const std::string& question) {
    while (program.database().query(question) != "t") {
    }
  };
  until(
      "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'relation' AND granted AND mode = "
      "'AccessExclusiveLock' AND relation = 'vendor.books_staging'::regclass)");
  Process first(program.command({"run", "vendor"}));
  until(
      "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted "
      "AND relation = 'vendor.books_staging'::regclass)");
  const Outcome second = program.nightjar({"run", "vendor"});
  CHECK(second.exit_code == failed);
  CHECK_THAT(second.errors,
             Contains("a night of vendor is under way: it is held by `nightjar run vendor` from "
                      "this machine, PostgreSQL's process ") &&
                 Contains(" UTC") && Contains("what to do: wait until it has ended"));
  CHECK(program.database().query("SELECT count(*) FROM vendor.books") == "40");
  blocker.send(SIGKILL);
  program.database().query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
      "WHERE application_name = 'psql' AND query LIKE '%pg_sleep(600)%' "
      "AND pid <> pg_backend_pid()");
  CHECK(first.wait().exit_code == 0);
  CHECK(program.database().query("SELECT count(*) FROM vendor.books") == "41");
}

TEST_CASE("A full disk of the database fails the night and says which", "[server]") {
  const Program program;
  program.good_night();
  const SmallDisk disk(program.state_dir().parent_path() / "tablespace", 400);
  if (!disk.mounted()) {
    WARN("skipped: this user may not mount a small disk");
    return;
  }
  std::filesystem::permissions(program.state_dir().parent_path(), std::filesystem::perms::all);
  const auto place = (program.state_dir().parent_path() / "tablespace").string();
  run({.words = {"chown", "postgres:", place}});
  const auto& database = program.database();
  database.query("CREATE TABLESPACE tiny LOCATION '" + place + "'");
  database.query("ALTER TABLE vendor.books_staging SET TABLESPACE tiny");
  const std::string before = program.tables();
  program.put("books.json", Program::book_list(20'000));
  const Outcome outcome = program.nightjar({"run", "vendor"});
  INFO(outcome.output << outcome.errors);
  CHECK(outcome.exit_code == failed);
  CHECK_THAT(outcome.errors, Contains("vendor.books: ") && Contains("No space left on device") &&
                                 Contains("what to do: free space on the database's disk"));
  CHECK(program.tables() == before);
  database.query("ALTER TABLE vendor.books_staging SET TABLESPACE pg_default");
  CHECK(program.nightjar({"run", "vendor"}).exit_code == 0);
  CHECK(database.query("SELECT count(*) FROM vendor.books") == "20000");
  database.query("DROP TABLESPACE tiny");
}
