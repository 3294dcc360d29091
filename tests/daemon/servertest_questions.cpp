#include <array>
#include <filesystem>

#include "daemon/answer.hpp"

using Catch::Contains;
using Catch::EndsWith;
using Catch::StartsWith;
using nightjar::support::json_at;
using nightjar::support::last_line;
using nightjar::support::longest_line;
using nightjar::support::Outcome;
using nightjar::support::Program;
using nightjar::support::run;

namespace {

/// The text of a dump of everything in the database but for what differs from dump to dump.
std::string whole_database(const Program& program) {
  const Outcome outcome = run({.words = {"pg_dump", "--restrict-key=x", program.database().url()}});
  if (outcome.exit_code == 0) return outcome.output;
  return run({.words = {"pg_dump", program.database().url()}}).output;
}

}  // namespace

TEST_CASE("A status is healthy after a good night and shows the other details", "[server]") {
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
    CHECK_THAT(status().output,
               Contains("night 2 is held by a guard: nightjar show 2, then nightjar approve 2"));
    program.good_files();
    program.good_night("2022-01-02T03:00:00Z");
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

TEST_CASE("The list of runs shows instants, durations and counts as people read them", "[server]") {
  const Program program;
  program.database().query(
      "INSERT INTO nightjar.runs (dataset, as_of, started_at, finished_at, outcome, feeds, error, "
      "approved_by) VALUES "
      "('vendor', '2022-01-01 02:00Z', '2022-01-01 02:00Z', '2022-01-01 02:03:20Z', 'loaded', "
      "'{\"books\":{\"read\":1200,\"inserted\":1200}}', 'too many deletions', 'alice'), "
      "('vendor', '2022-01-02 02:00Z', '2022-01-02 23:59:59Z', '2022-01-03 00:00:01.5Z', "
      "'unchanged', '{\"books\":{\"read\":1200}}', NULL, NULL)");
  const std::string text = program.nightjar({"runs"}).output;
  INFO(text);
  CHECK_THAT(text, Contains("2022-01-03 00:00:01") && Contains(" 02:03:20") &&
                       Contains("3 min 20 s") && Contains("1,200"));
  CHECK_THAT(text, Contains("approved by alice although too many deletions"));
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

TEST_CASE("The nights of one dataset, outcome or feed are listed alone", "[server]") {
  const Program program;
  program.good_night();
  program.put("books.json", "oops");
  program.nightjar({"run", "vendor", "--as-of", "2022-01-02T03:00:00Z"});
  const auto runs = [&](std::vector<std::string> words) {
    words.insert(words.begin(), {"runs", "--json"});
    return program.nightjar(words).output;
  };
  CHECK(json_at(program, runs({"--outcome", "failed"}), "{runs,0,run_id}") == "2");
  CHECK(json_at(program, runs({"--outcome", "failed"}), "{runs,1}").empty());
  CHECK(json_at(program, runs({"--dataset", "vendor"}), "{runs,1,inserted}") == "42");
  CHECK(json_at(program, runs({"--feed", "vendor.books"}), "{runs,1,inserted}") == "40");
  CHECK_THAT(program.nightjar({"runs", "--outcome", "held"}).output, Contains("no such night"));
  for (const auto& [option, value, hint] :
       std::vector<std::array<std::string, 3>>{{"--outcome", "faild", "did you mean \"failed\"?"},
                                               {"--dataset", "vendr", "did you mean \"vendor\"?"},
                                               {"--feed", "vendor.bocks", "\"vendor.books\"?"}}) {
    const Outcome outcome = program.nightjar({"runs", option, value});
    CHECK(outcome.exit_code == 2);
    CHECK_THAT(outcome.errors, Contains(hint) && Contains("what to do: write one of "));
  }
}

TEST_CASE("Rejects are listed by night, dataset, feed and reason", "[server]") {
  const Program program;
  program.put("books.json",
              Program::book_list(Program::books,
                                 "," + Program::book("a", "\"many\"") + "\n,{\"pages\":1}\n"));
  program.good_night();
  const auto in_all = [&](std::vector<std::string> words) {
    words.insert(words.begin(), {"rejects", "--json"});
    return json_at(program, program.nightjar(words).output, "{in_all}");
  };
  CHECK(in_all({"1"}) == "2");
  CHECK(in_all({"1", "--reason", "wrong_type"}) == "1");
  CHECK(in_all({"--dataset", "vendor", "--reason", "missing_key"}) == "1");
  CHECK(in_all({"--feed", "vendor.authors"}) == "0");
  CHECK_THAT(program.nightjar({"rejects", "--feed", "vendor.books"}).output,
             StartsWith("run  feed          line  byte  reason"));
  CHECK_THAT(program.nightjar({"rejects", "1", "--reason", "ugly"}).errors,
             Contains("--reason: there is no \"ugly\"") && Contains("what to do"));
  program.good_files();
  program.good_night("2022-01-02T03:00:00Z");
  CHECK(program.nightjar({"rejects", "2"}).output == "run 2 rejected nothing\n");
  CHECK_THAT(program.nightjar({"rejects", "1", "--reason", "duplicate_key"}).output,
             Contains("no such record was rejected"));
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"rejects", "1", "--reason", "wrong"},
        std::vector<std::string>{"rejects", "--reason", "wrong_type"},
        std::vector<std::string>{"rejects", "1", "--csv", "--json"}}) {
    CHECK(program.nightjar(words).exit_code == 2);
  }
}

TEST_CASE("Rejects in CSV are all of them, whole, as PostgreSQL reads them back", "[server]") {
  const Program program;
  const std::string record = R"({"name":"A, \"B\" é","pages":"many"})";
  std::string more = "," + record + "\n";
  for (int i = 0; i < 130; ++i) more += ",{\"pages\":" + std::to_string(i) + "}\n";
  program.put("books.json", Program::book_list(Program::books, more));
  program.nightjar({"run", "vendor"});
  auto command = program.command({});
  command.words = {"psql",
                   "-XqAt",
                   program.database().url(),
                   "-c",
                   "CREATE TABLE copied (run_id bigint, dataset text, feed text, line bigint, "
                   "position bigint, reason text, detail text, raw text, file text)",
                   "-c",
                   "\\copy copied FROM PSTDIN (FORMAT csv, HEADER)"};
  command.input = program.nightjar({"rejects", "1", "--csv"}).output;
  const Outcome copied = run(command);
  INFO(copied.errors);
  CHECK(copied.exit_code == 0);
  CHECK(program.database().query("SELECT count(*) FROM copied") == "131");
  CHECK(program.database().query("SELECT raw FROM copied WHERE reason = 'wrong_type'") == record);
}

TEST_CASE("The rejects of a night that failed say that it failed, and why", "[server]") {
  const Program program;
  program.put("books.json", "oops");
  program.nightjar({"run", "vendor"});
  const Outcome told = program.nightjar({"rejects", "1"});
  CHECK(told.exit_code == 0);
  CHECK_THAT(told.output, StartsWith("run 1 of vendor FAILED: vendor.books: ") &&
                              EndsWith("run 1 rejected nothing before it failed\n"));
  const std::string json = program.nightjar({"rejects", "1", "--json"}).output;
  CHECK(json_at(program, json, "{outcome}") == "failed");
  CHECK_THAT(json_at(program, json, "{error}"), Contains("line 1, byte 0"));
}

TEST_CASE("A night and the list of nights tell the same seconds, and from when to when",
          "[server]") {
  const Program program;
  const std::string night = last_line(program.nightjar({"run", "vendor", "--json"}).output);
  const std::string runs = program.nightjar({"runs", "--json"}).output;
  for (const std::string value : {"seconds", "finished_at", "started_at"}) {
    const auto same = "SELECT ($a$" + night + "$a$::jsonb ->> '" + value +
                      "')::" + (value == "seconds" ? "numeric" : "timestamptz") + " = ($b$" + runs +
                      "$b$::jsonb #>> '{runs,0," + value +
                      "}')::" + (value == "seconds" ? "numeric" : "timestamptz");
    CHECK(program.database().query(same) == "t");
  }
  program.put("books.json", Program::book_list(Program::books + 1));
  const std::string told = program.nightjar({"run", "vendor"}).output;
  const auto comma = told.find(", in ") + 5;
  const std::string took = told.substr(comma, told.find(',', comma) - comma);
  INFO(told);
  CHECK_THAT(program.nightjar({"runs", "--limit", "1"}).output, Contains("  " + took + "  "));
  CHECK_THAT(told, Contains(" to ") && Contains(" UTC\n"));
}

TEST_CASE("Every command prints its version, and an error in JSON with its remedy", "[server]") {
  const Program program;
  for (const std::vector<std::string>& words :
       std::vector<std::vector<std::string>>{{"migrate"},
                                             {"run"},
                                             {"status"},
                                             {"runs"},
                                             {"next"},
                                             {"rejects"},
                                             {"approve"},
                                             {"check"},
                                             {"scaffold"},
                                             {"archive"},
                                             {"archive", "list"},
                                             {}}) {
    auto version = words;
    version.push_back("--version");
    const Outcome told = program.nightjar(version);
    CAPTURE(words, told.errors);
    CHECK(told.exit_code == 0);
    CHECK_THAT(told.output, StartsWith("nightjar "));
    auto wrong = words;
    wrong.insert(wrong.end(), {"--json", "--wrong"});
    const Outcome slip = program.nightjar(wrong);
    CHECK(slip.exit_code == 2);
    CHECK_FALSE(json_at(program, last_line(slip.output), "{error}").empty());
    CHECK_FALSE(json_at(program, last_line(slip.output), "{remedy}").empty());
  }
  const Outcome nowhere = program.nightjar_with(
      "NIGHTJAR_DATABASE_URL", "postgresql:///x?host=/nowhere", {"runs", "--json"});
  CHECK(nowhere.exit_code == 1);
  CHECK_THAT(json_at(program, last_line(nowhere.output), "{error}"), Contains("/nowhere"));
  const std::string migration = program.nightjar({"scaffold", "vendor.books", "--json"}).output;
  CHECK_THAT(json_at(program, migration, "{migration}"),
             Contains("\nCREATE TABLE vendor.books (\n"));
}

TEST_CASE("The archive alone prints its help", "[server]") {
  const Outcome outcome = Program().nightjar({"archive"});
  CHECK(outcome.exit_code == 0);
  CHECK_THAT(outcome.output, Contains("Usage: nightjar archive") && Contains("verify"));
}
