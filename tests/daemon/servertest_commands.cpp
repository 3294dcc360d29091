#include <algorithm>
#include <filesystem>

#include "daemon/program.hpp"

using Catch::Contains;
using Catch::EndsWith;
using Catch::StartsWith;
using nightjar::support::Outcome;
using nightjar::support::Program;
using nightjar::support::run;
using Words = std::vector<std::string>;

namespace {

std::string last_line(std::string text) {
  if (text.ends_with('\n')) text.pop_back();
  return text.substr(text.rfind('\n') + 1);
}

/// What PostgreSQL makes of a value in a JSON text: `path` as in `{feeds,books,read}`.
std::string json_at(const Program& program, const std::string& json, const std::string& path) {
  return program.database().query("SELECT $json$" + json + "$json$::jsonb #>> '" + path + "'");
}

std::string json_keys(const Program& program, const std::string& json, const std::string& path) {
  return program.database().query(
      "SELECT string_agg(key, ',' ORDER BY key) FROM jsonb_object_keys(($json$" + json +
      "$json$::jsonb) #> '" + path + "') AS key");
}

std::size_t longest_line(const std::string& text) {
  std::size_t longest = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = std::min(text.find('\n', begin), text.size());
    longest = std::max(longest, end - begin);
    begin = end + 1;
  }
  return longest;
}

/// The text of a dump of everything in the database but for what any dump says anew.
std::string whole_database(const Program& program) {
  const Outcome outcome = run({.words = {"pg_dump", "--restrict-key=x", program.database().url()}});
  if (outcome.exit_code == 0) return outcome.output;
  return run({.words = {"pg_dump", program.database().url()}}).output;
}

}  // namespace

TEST_CASE("Every command tells by --help what it does, its options and the exit codes",
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

TEST_CASE("A night tells in JSON, on the last line, what it did", "[server]") {
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
  command.words = {"script",   "--quiet", "--return", "--command", command.words[0] + " run vendor",
                   "/dev/null"};
  const Outcome shown = run(command);
  CHECK(shown.exit_code == 0);
  CHECK_THAT(shown.output, Contains("\r\033[Kvendor.books: comparing [====") &&
                               Contains("] 100 %") && Contains("\r\033[Krun 2 of vendor: "));
}

TEST_CASE("A status is healthy after a good night and tells what else there is", "[server]") {
  const Program program;
  const auto status = [&] { return program.nightjar({"status"}); };
  SECTION("never ran") {
    CHECK(status().exit_code == 1);
    CHECK_THAT(status().output,
               Contains("vendor   NO ") && Contains("vendor: no night has run yet"));
  }
  SECTION("fresh") {
    program.good_night();
    CHECK(status().exit_code == 0);
    CHECK_THAT(status().output,
               Contains("last success (UTC)") && Contains("vendor   yes ") && EndsWith("-\n"));
  }
  SECTION("failed") {
    program.good_night();
    program.put("books.json", "oops");
    program.nightjar({"run", "vendor"});
    CHECK(status().exit_code == 1);
    CHECK_THAT(status().output, Contains("vendor   NO ") && Contains("failed") &&
                                    Contains("vendor: night 2 failed: vendor.books: ") &&
                                    Contains("line 1, byte 0") &&
                                    Contains("(check that the feed's file"));
  }
  SECTION("held") {
    program.good_night();
    std::filesystem::remove(program.file("books.json"));
    program.nightjar({"run", "vendor"});
    CHECK(status().exit_code == 1);
    CHECK_THAT(status().output, Contains("night 2 is held by a guard: nightjar approve 2"));
    program.good_files();
    program.good_night("2100-01-01T00:00:00Z");
    CHECK(status().exit_code == 0);
  }
}

TEST_CASE("A status in JSON is one object on one line, with an exit code all the same",
          "[server]") {
  const Program program;
  const Outcome never = program.nightjar({"status", "--json"});
  CHECK(never.exit_code == 1);
  CHECK(json_at(program, last_line(never.output), "{healthy}") == "false");
  program.good_night();
  const Outcome fresh = program.nightjar({"status", "--json"});
  CHECK(fresh.exit_code == 0);
  CHECK(last_line(fresh.output) + "\n" == fresh.output);
  CHECK(json_at(program, fresh.output, "{datasets,0,reason}") == "fresh");
}

TEST_CASE("The list of runs shows the newest first, what they changed, and why they did not",
          "[server]") {
  const Program program;
  CHECK(program.nightjar({"runs"}).output == "no night has run yet\n");
  program.good_night();
  program.put("books.json", "oops");
  program.nightjar({"run", "vendor", "--as-of", "2022-01-02T03:00:00Z"});
  std::filesystem::remove(program.file("books.json"));
  program.nightjar({"run", "vendor", "--as-of", "2022-01-03T03:00:00Z"});
  const std::string text = program.nightjar({"runs"}).output;
  INFO(text);
  CHECK_THAT(text, StartsWith("run  dataset  outcome  valid from (UTC)     started (UTC) "));
  const auto held = text.find("  3  vendor   held     2022-01-03 03:00:00  ");
  const auto failed = text.find("  2  vendor   failed   2022-01-02 03:00:00  ");
  const auto loaded = text.find("  1  vendor   loaded   2022-01-01 03:00:00  ");
  REQUIRE(loaded != text.npos);
  CHECK(held < failed);
  CHECK(failed < loaded);
  CHECK_THAT(text, Contains("\n    vendor.books: ") && Contains("should begin with `[`"));
  CHECK_THAT(program.nightjar({"runs", "--limit", "1"}).output, !Contains("  loaded  "));
  const std::string json = program.nightjar({"runs", "--json"}).output;
  CHECK(last_line(json) + "\n" == json);
  CHECK(json_at(program, json, "{runs,2,inserted}") == "42");
  CHECK(json_at(program, json, "{runs,0,inserted}").empty());
  CHECK(json_at(program, json, "{runs,0,run_id}") == "3");
}

TEST_CASE("A long reject is shortened for people and whole in JSON", "[server]") {
  const Program program;
  const std::string record =
      "{\"name\":\"Book é\",\n\"pages\":\"many\",\"more\":\"" + std::string(5000, 'x') + "\"}";
  program.put("books.json", Program::book_list(Program::books, "," + record));
  program.good_night();
  const std::string text = program.nightjar({"rejects", "1"}).output;
  INFO(text);
  CHECK_THAT(text, Contains("feed          line  byte  reason      detail") &&
                       Contains("wrong_type") && Contains("pages: ") &&
                       Contains("\n    {\"name\":\"Book é\", \"pages\":\"many\"") &&
                       EndsWith("x…\n"));
  CHECK(longest_line(text) <= 124);  // in bytes, of which some belong together
  const std::string json = program.nightjar({"rejects", "1", "--json"}).output;
  CHECK(last_line(json) + "\n" == json);
  CHECK(json_at(program, json, "{rejects,0,raw}") == record);
  CHECK(json_at(program, json, "{in_all}") == "1");
}

TEST_CASE("The list of rejects says when there are more", "[server]") {
  const Program program;
  std::string more;
  for (int i = 0; i < 130; ++i) more += ",{\"pages\":" + std::to_string(i) + "}\n";
  program.put("books.json", Program::book_list(Program::books, more));
  CHECK(program.nightjar({"run", "vendor"}).exit_code == 3);
  CHECK_THAT(program.nightjar({"rejects", "1"}).output,
             EndsWith("\nthe first 100 of 130; --limit shows more\n"));
  CHECK_THAT(program.nightjar({"rejects", "1", "--limit", "500"}).output, !Contains("--limit"));
  CHECK(json_at(program, program.nightjar({"rejects", "1", "--json"}).output, "{in_all}") == "130");
}

TEST_CASE("A held night is approved without its source, once, and the ledger knows by whom",
          "[server]") {
  const Program program;
  program.good_night();
  program.put("books.json", Program::book_list(10));
  CHECK(program.nightjar({"run", "vendor", "--as-of", "2022-01-02T00:00:00Z"}).exit_code == 3);
  std::filesystem::remove_all(program.file("books.json").parent_path());
  auto command = program.command({"approve", "2", "--json"});
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
  const Outcome outcome = program.nightjar({"approve", "1"});
  CHECK(outcome.exit_code == 1);
  CHECK_THAT(outcome.errors,
             Contains("run 1: its files are not in the archive") && Contains("nightjar archive list"));
  CHECK(program.database().query("SELECT outcome FROM nightjar.runs") == "held");
}

TEST_CASE("A check finds an installation in order and changes nothing", "[server]") {
  const Program program;
  program.good_night();
  const std::string before = whole_database(program);
  const std::string transaction =
      "SELECT pg_current_xact_id_if_assigned() IS NULL, "
      "txid_snapshot_xmax(txid_current_snapshot())";
  const std::string ids = program.database().query(transaction);
  const Outcome outcome = program.nightjar({"check"});
  INFO(outcome.output << outcome.errors);
  CHECK(program.database().query(transaction) == ids);
  CHECK(outcome.exit_code == 0);
  CHECK_THAT(outcome.output, StartsWith("ok     configuration ") && Contains("ok     database ") &&
                                 Contains("ok     feed vendor.books\n") &&
                                 Contains("ok     state directory ") &&
                                 Contains("ok     source of vendor, file:///"));
  CHECK(before == whole_database(program));
  const std::string json = program.nightjar({"check", "--json"}).output;
  CHECK(last_line(json) + "\n" == json);
  CHECK(json_at(program, json, "{ok}") == "true");
}

TEST_CASE("A check names each fault with its remedy and ends with 1", "[server]") {
  const Program program;
  program.database().query("ALTER TABLE vendor.books DROP COLUMN pages CASCADE");
  std::filesystem::remove(program.file("authors.json"));
  const Outcome outcome = program.nightjar({"check"});
  CHECK(outcome.exit_code == 1);
  CHECK_THAT(outcome.output,
             Contains("FAULT  feed vendor.books: vendor.books has no column \"pages\"\n"
                      "       what to do: write a migration: ALTER TABLE vendor.books") &&
                 Contains("authors.json is not there"));
  const Program bare(Program::Schema::bare);
  const Outcome unmigrated = bare.nightjar({"check"});
  CHECK(unmigrated.exit_code == 1);
  CHECK_THAT(unmigrated.output, Contains("migrations have not been applied") &&
                                    Contains("what to do: run `nightjar migrate`"));
  CHECK(bare.database().query("SELECT to_regnamespace('nightjar') IS NULL") == "t");
}

TEST_CASE("A migration by the program tells what it applied, and repeats in peace", "[server]") {
  const Program program(Program::Schema::bare);
  const Outcome first = program.nightjar({"migrate"});
  CHECK(first.exit_code == 0);
  CHECK_THAT(first.output,
             Contains("applied 0001_ledger.sql\n") && EndsWith("the database is up to date now\n"));
  const Outcome second = program.nightjar({"migrate"});
  CHECK(second.exit_code == 0);
  CHECK(second.output == "the database is up to date already\n");
  CHECK(last_line(program.nightjar({"migrate", "--json"}).output) ==
        R"({"versioned":[],"repeatable":[]})");
  program.good_night();
}

TEST_CASE("A feed is added by YAML, its scaffold, migrate and run", "[server]") {
  const Program program;
  const auto folder = program.settings_file().parent_path();
  std::filesystem::copy(nightjar::support::source_folder() / "migrations", folder / "migrations",
                        std::filesystem::copy_options::recursive);
  const std::string settings = nightjar::support::text_of_file(program.settings_file());
  std::ofstream(program.settings_file())
      << settings.substr(0, settings.find("migrations:")) << "migrations: migrations\n";
  std::ofstream(folder / "datasets/cinema.yaml")
      << "dataset: cinema\nsource: " << program.source()
      << "\nfeeds:\n  order:\n    file: order.csv\n    format: csv\n    kind: snapshot\n"
         "    key: [id]\n    columns:\n      id: {type: integer}\n      user: {type: text}\n";
  program.put("order.csv", "user,id\nmary,1\njoe,2\n");
  const Outcome early = program.nightjar({"run", "cinema"});
  CHECK(early.exit_code == 1);
  CHECK_THAT(early.errors, Contains("the table cinema.order does not exist") &&
                               Contains("`nightjar scaffold cinema.order` prints it"));
  const Outcome scaffold = program.nightjar({"scaffold", "cinema.order"});
  CHECK(scaffold.exit_code == 0);
  std::ofstream(folder / "migrations/versioned/9000_cinema_order.sql") << scaffold.output;
  CHECK(program.nightjar({"migrate"}).exit_code == 0);
  const Outcome night = program.nightjar({"run", "cinema"});
  INFO(night.errors);
  CHECK(night.exit_code == 0);
  CHECK(program.database().query("SELECT id, \"user\" FROM cinema.order_live ORDER BY id") ==
        "1|mary\n2|joe");
}
