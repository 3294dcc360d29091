#include <filesystem>

#include "daemon/answer.hpp"

using Catch::Contains;
using Catch::EndsWith;
using Catch::StartsWith;
using nightjar::support::json_at;
using nightjar::support::json_keys;
using nightjar::support::last_line;
using nightjar::support::longest_line;
using nightjar::support::Outcome;
using nightjar::support::Program;
using nightjar::support::run;
using Words = std::vector<std::string>;

TEST_CASE("Every command describes by --help what it does, its options and the exit codes",
          "[server]") {
  const Program program;
  for (const std::string command :
       {"run", "approve", "status", "runs", "rejects", "migrate", "check", "scaffold"}) {
    const Outcome outcome = program.nightjar({command, "--help"});
    CHECK(outcome.exit_code == 0);
    CHECK_THAT(outcome.output, Contains("Usage: nightjar " + command) && Contains("--json") &&
                                   Contains("Exit codes: 0 done, 1 failed and nothing changed"));
    CHECK(outcome.errors.empty());
    CHECK_THAT(program.nightjar({"--help"}).output, Contains("\n  " + command + " "));
  }
}

TEST_CASE("A night reports in JSON, on the last line, what it did", "[server]") {
  const Program program;
  const Outcome outcome =
      program.nightjar({"run", "vendor", "--json", "--as-of", "2022-01-01T03:00:00+01:00"});
  REQUIRE(outcome.exit_code == 0);
  const std::string json = last_line(outcome.output);
  CHECK_THAT(json, StartsWith(R"({"run_id":1,"dataset":"vendor","as_of":"2022-01-01T02:00:00Z",)"
                              R"("outcome":"loaded",)"));
  CHECK(json_keys(program, json, "{feeds}") == "authors,books,reviews");
  CHECK_THAT(json, Contains(R"("books":{"read":40,"inserted":40,"updated":0,"deleted":0,)"
                            R"("restored":0,"unchanged":0,)"));
  CHECK(json_at(program, json, "{feeds,books,rejected}") == "0");
  CHECK(outcome.errors.empty());
  const std::string again = last_line(program.nightjar({"run", "vendor", "--json"}).output);
  CHECK(json_at(program, again, "{outcome}") == "unchanged");
  CHECK(json_at(program, again, "{feeds,books,unchanged}") == "40");
}

TEST_CASE("A night that was held or failed has its JSON too, and its reasons on standard error",
          "[server]") {
  const Program program;
  std::filesystem::remove(program.file("books.json"));
  const Outcome held = program.nightjar({"run", "vendor", "--json"});
  CHECK(held.exit_code == 3);
  CHECK(json_at(program, last_line(held.output), "{outcome}") == "held");
  CHECK_THAT(json_at(program, last_line(held.output), "{reasons,0}"),
             Contains("books.json is missing"));
  CHECK_THAT(held.errors, Contains("books.json is missing"));
  program.put("books.json", "{");
  const Outcome failed = program.nightjar({"run", "vendor", "--json"});
  CHECK(failed.exit_code == 1);
  CHECK(json_at(program, last_line(failed.output), "{outcome}") == "failed");
  CHECK_THAT(json_at(program, last_line(failed.output), "{reasons,0}"), Contains("byte 0"));
  CHECK_THAT(failed.errors, Contains("byte 0"));
  const Outcome nowhere = program.nightjar_with(
      "NIGHTJAR_DATABASE_URL", "postgresql:///x?host=/nowhere", {"run", "vendor", "--json"});
  CHECK(json_at(program, last_line(nowhere.output), "{outcome}") == "failed");
  CHECK(json_at(program, last_line(nowhere.output), "{run_id}").empty());
}

TEST_CASE("A night closes with a table of feeds, rows, bytes and seconds", "[server]") {
  const Program program;
  const Outcome outcome = program.nightjar({"run", "vendor", "--as-of", "2022-01-01T03:00:00Z"});
  CHECK_THAT(outcome.output,
             StartsWith("run 1 of vendor: loaded, valid from 2022-01-01T03:00:00Z, in ") &&
                 Contains("feed            read  inserted  updated  deleted  restored  unchanged"
                          "  duplicates  rejected  ") &&
                 Contains("\nvendor.books      40        40        0 ") && Contains(" KiB "));
  CHECK(longest_line(outcome.output) <= 120);
}

TEST_CASE("A bar shows progress on a terminal, and nothing does in a pipe", "[server]") {
  const Program program;
  CHECK(program.nightjar({"run", "vendor"}).errors.empty());
  auto command = program.command({"run", "vendor"});
  command.environment["TERM"] = "xterm";
  command.words = {"script",   "--quiet", "--return", "--command", command.words[0] + " run vendor",
                   "/dev/null"};
  const Outcome shown = run(command);
  CHECK(shown.exit_code == 0);
  CHECK_THAT(shown.output, Contains("\r\033[Kvendor.books: comparing [====") &&
                               Contains("] 100 %") && Contains("\r\033[Krun 2 of vendor: "));
}

TEST_CASE("A held night is approved without its source, once, and the ledger knows by whom",
          "[server]") {
  const Program program;
  program.good_night();
  program.put("books.json", Program::book_list(10));
  CHECK(program.nightjar({"run", "vendor", "--as-of", "2022-01-02T00:00:00Z"}).exit_code == 3);
  std::filesystem::remove_all(program.file("books.json").parent_path());
  auto command = program.command({"approve", "2", "--yes", "--json"});
  command.environment["SUDO_USER"] = "mary";
  const Outcome approved = run(command);
  INFO(approved.errors);
  CHECK(approved.exit_code == 0);
  CHECK(json_at(program, last_line(approved.output), "{feeds,books,deleted}") == "30");
  CHECK(json_at(program, last_line(approved.output), "{as_of}") == "2022-01-02T00:00:00Z");
  CHECK(program.database().query("SELECT outcome, approved_by FROM nightjar.runs "
                                 "WHERE run_id = 2") == "loaded|mary");
  CHECK_THAT(program.nightjar({"runs"}).output, Contains("approved by mary"));
  const Outcome again = program.nightjar({"approve", "2"});
  CHECK(again.exit_code == 2);
  CHECK_THAT(again.errors, Contains("run 2 is not held: it is loaded"));
}

TEST_CASE("A held night whose files are gone cannot be approved, and stays held", "[server]") {
  const Program program;
  std::filesystem::remove(program.file("books.json"));
  program.nightjar({"run", "vendor"});
  std::filesystem::remove_all(program.state_dir() / "archive");
  const Outcome outcome = program.nightjar({"approve", "1", "--yes"});
  CHECK(outcome.exit_code == 1);
  CHECK_THAT(outcome.errors, Contains("run 1: its files are not in the archive") &&
                                 Contains("nightjar archive list"));
  CHECK(program.database().query("SELECT outcome FROM nightjar.runs") == "held");
}

TEST_CASE("A migration by the program reports what it applied, and can be repeated", "[server]") {
  const Program program(Program::Schema::bare);
  const Outcome first = program.nightjar({"migrate"});
  CHECK(first.exit_code == 0);
  CHECK_THAT(first.output,
             Contains("applied 0001_nights.sql\n") && EndsWith("the database is up to date now\n"));
  const Outcome second = program.nightjar({"migrate"});
  CHECK(second.exit_code == 0);
  CHECK(second.output == "the database is up to date already\n");
  CHECK(last_line(program.nightjar({"migrate", "--json"}).output) ==
        R"({"versioned":[],"repeatable":[]})");
  program.good_night();
}

TEST_CASE("A member of a role may do what the role is for, and no more", "[server]") {
  const Program program;
  const auto& database = program.database();
  database.query(
      "CREATE ROLE night_shift LOGIN IN ROLE nightjar_loader; "
      "CREATE ROLE analyst LOGIN IN ROLE nightjar_analyst; "
      "CREATE ROLE operator LOGIN IN ROLE nightjar_ops");
  const auto as = [&](const std::string& user, const Words& words) {
    return program.nightjar_with("NIGHTJAR_DATABASE_URL", database.url(user), words);
  };
  const auto reads = [&](const std::string& user, const std::string& sql) {
    return run({.words = {"psql", "-XqAt", "-c", sql, database.url(user)}}).exit_code == 0;
  };
  for (const int count : {Program::books, Program::books + 1}) {  // an empty table, and a full one
    program.put("books.json", Program::book_list(count));
    const Outcome night = as("night_shift", {"run", "vendor"});
    INFO(night.errors);
    CHECK(night.exit_code == 0);
  }
  CHECK(as("night_shift", {"status"}).exit_code == 0);
  CHECK(as("operator", {"status"}).exit_code == 0);
  CHECK(as("operator", {"runs"}).exit_code == 0);
  CHECK(as("operator", {"rejects", "1"}).exit_code == 0);
  CHECK_THAT(as("analyst", {"run", "vendor"}).errors,
             Contains("permission denied") && Contains("what to do: grant this user the role"));
  CHECK_FALSE(reads("operator", "SELECT count(*) FROM vendor.books"));
  CHECK(reads("analyst", "SELECT count(*) FROM vendor.books_as_of('2022-01-01 00:00+00')"));
  CHECK(reads("analyst", "SELECT * FROM answers.streamed_movies_based_on_books"));
  CHECK_FALSE(reads("analyst", "DELETE FROM vendor.books"));
  for (const std::string user : {"night_shift", "analyst", "operator"}) {
    database.query("DROP ROLE " + user);
  }
}

TEST_CASE("A dataset without a module is added by YAML, its scaffold, psql, migrate and run",
          "[server]") {
  const Program program;
  const auto folder = program.settings_file().parent_path();
  std::ofstream(folder / "datasets/cinema.yaml")
      << "dataset: cinema\nsource: " << program.source()
      << "\nfeeds:\n  order:\n    file: order.csv\n    format: csv\n    kind: snapshot\n"
         "    key: [id]\n    columns:\n      id: {type: integer}\n      user: {type: text}\n";
  program.put("order.csv", "user,id\nmary,1\njoe,2\n");
  const Outcome early = program.nightjar({"run", "cinema"});
  CHECK(early.exit_code == 1);
  CHECK_THAT(early.errors, Contains("the table cinema.order does not exist") &&
                               Contains("`nightjar scaffold cinema.order` begins it"));
  const Outcome scaffold = program.nightjar({"scaffold", "cinema.order"});
  CHECK(scaffold.exit_code == 0);
  program.database().query(scaffold.output);
  CHECK(program.nightjar({"migrate"}).exit_code == 0);
  const Outcome night = program.nightjar({"run", "cinema"});
  INFO(night.errors);
  CHECK(night.exit_code == 0);
  CHECK(program.database().query("SELECT id, \"user\" FROM cinema.order_live ORDER BY id") ==
        "1|mary\n2|joe");
}
