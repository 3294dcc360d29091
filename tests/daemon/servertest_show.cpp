#include <algorithm>
#include <string>
#include <vector>

#include "daemon/answer.hpp"
#include "support/ftp_server.hpp"
#include "support/pseudo_terminal.hpp"

using Catch::Contains;
using nightjar::support::FtpServer;
using nightjar::support::FtpServerOptions;
using nightjar::support::json_at;
using nightjar::support::last_line;
using nightjar::support::Outcome;
using nightjar::support::Program;
using nightjar::support::run_on_terminal;

namespace {

constexpr int held = 3;

/// Forty books are live; the next night lists ten of them, one with other pages, and a new one.
void hold_a_night(const Program& program) {
  program.good_night();
  std::string books = Program::book_list(10, "," + Program::book("new"));
  const std::string first = Program::book("1");
  books.replace(books.find(first), first.size(), Program::book("1", "77"));
  program.put("books.json", books);
  REQUIRE(program.nightjar({"run", "vendor"}).exit_code == held);
}

/// No record fits the definition of the feed.
void hold_a_misfit(const Program& program) {
  program.put("authors.json", "[]");
  program.put("reviews.json", "[]");
  program.put("books.json", "[\n" + Program::book("1", R"("many")") + ",\n" +
                                Program::book("2", R"("few")") + "]");
}

}  // namespace

TEST_CASE("A held night shows the rows that would be deleted, changed and added", "[server]") {
  const Program program;
  hold_a_night(program);
  const Outcome shown = program.nightjar({"show", "2"});
  INFO(shown.output << shown.errors);
  CHECK(shown.exit_code == 0);
  CHECK_THAT(shown.output, Contains("would be deleted in vendor.books: 30 rows, such as\n"
                                    "  Book 11: author Mary Shelley, publisher P, pages 100\n"));
  CHECK_THAT(shown.output, Contains("would be changed in vendor.books: 1 row, such as\n"
                                    "  Book 1: pages 100 -> 77\n"));
  CHECK_THAT(shown.output, Contains("would be added in vendor.books: 1 row, such as\n"
                                    "  Book new: author Mary Shelley, publisher P, pages 100\n"));
}

TEST_CASE("A held night shows every guard, what it found and its limit, also those that passed",
          "[server]") {
  const Program program;
  hold_a_night(program);
  const std::string json = last_line(program.nightjar({"show", "2", "--json"}).output);
  INFO(json);
  const std::string rows = program.database().query(
      "SELECT string_agg(format('%s %s: %s, limit %s', CASE WHEN (g ->> 'holds')::boolean THEN "
      "'HOLDS' ELSE 'passes' END, g ->> 'guard', g ->> 'found', g ->> 'limit'), E'\\n') "
      "FROM jsonb_array_elements($json$" +
      json + "$json$::jsonb -> 'guards') AS g WHERE g ->> 'feed' = 'vendor.books'");
  CHECK(rows ==
        "passes file: there, not older, limit not older\n"
        "passes records: 11, limit at least 1\n"
        "HOLDS deleted: 30 of 40 (75.00 %), limit 20 %\n"
        "passes rejected: 0 of 11 (0.00 %), limit 5 %");
}

TEST_CASE("A held night gives programs examples with the key and the values before and after",
          "[server]") {
  const Program program;
  hold_a_night(program);
  const std::string json = last_line(program.nightjar({"show", "2", "--json"}).output);
  INFO(json);
  CHECK(json_at(program, json, "{outcome}") == "held");
  CHECK(program.database().query("SELECT e::jsonb FROM json_array_elements($json$" + json +
                                 "$json$::json -> 'examples') AS e WHERE e ->> 'op' = 'update'") ==
        R"({"op": "update", "key": ["Book 1"], "feed": "vendor.books", )"
        R"("changed": {"pages": {"to": 77, "from": 100}}})");
  CHECK(program.database().query("SELECT count(*) FROM json_array_elements($json$" + json +
                                 "$json$::json -> 'examples') AS e WHERE e ->> 'op' = 'delete'") ==
        "5");
}

TEST_CASE("A night of each outcome is shown with its files, and what to do", "[server]") {
  const Program program;
  hold_a_night(program);
  const std::string loaded = program.nightjar({"show", "1"}).output;
  CHECK_THAT(loaded, Contains("run 1 of vendor: loaded") && Contains("books.json") &&
                         Contains("SHA-256 ") && Contains("what to do\n  nothing\n"));
  const std::string kept = program.nightjar({"show", "2"}).output;
  CHECK_THAT(kept, Contains("run 2 of vendor: HELD by a guard; nothing was changed") &&
                       Contains("nightjar approve 2") && Contains("nightjar run vendor"));
  program.put("books.json", "nonsense");
  REQUIRE(program.nightjar({"run", "vendor"}).exit_code == 1);
  CHECK_THAT(program.nightjar({"show", "3"}).output,
             Contains("run 3 of vendor: FAILED; nothing was changed") && Contains("why\n  ") &&
                 Contains("what to do\n  "));
  program.good_files();
  program.nightjar({"run", "vendor"});
  CHECK_THAT(program.nightjar({"show", "4"}).output, Contains("run 4 of vendor: unchanged"));
  CHECK_THAT(program.nightjar({"show", "2"}).output,
             Contains("nothing: run 4 is newer: nightjar show 4"));
  program.database().query("INSERT INTO nightjar.runs (dataset, as_of) VALUES ('vendor', now())");
  CHECK_THAT(program.nightjar({"show", "5"}).output,
             Contains("run 5 of vendor: INTERRUPTED") && Contains("nightjar run vendor"));
  const Outcome none = program.nightjar({"show", "9"});
  CHECK(none.exit_code == 2);
  CHECK_THAT(none.errors, Contains("there is no run 9"));
}

TEST_CASE("A loaded night shows its instants, guards, counts, rejects and times", "[server]") {
  const Program program;
  program.put("books.json",
              Program::book_list(Program::books, "," + Program::book("odd", R"("many")") + "\n"));
  program.good_night();
  program.database().query(
      "UPDATE nightjar.runs SET started_at = '2022-01-01 02:00:01.25Z', finished_at = "
      "'2022-01-01 02:00:03Z', approved_by = 'alice', approved_at = '2022-01-02 08:00Z'");
  const std::string text = program.nightjar({"show", "1"}).output;
  INFO(text);
  CHECK_THAT(text, Contains("run 1 of vendor: loaded\n"
                            "valid from 2022-01-01 03:00:00 UTC\n"
                            "started 2022-01-01 02:00:01 UTC, took 1.75 s\n"
                            "approved by alice, 2022-01-02 08:00:00 UTC\n"));
  CHECK_THAT(text, Contains("deleted") && Contains("20 %") && Contains("passes"));
  CHECK_THAT(text, Contains("\ncounts\n") && Contains("\ntime by stage\n") &&
                       Contains("waiting for the files, and fetching them: "));
  CHECK_THAT(text, Contains("\nrejected records\n") && Contains("wrong_type") &&
                       Contains("all of them: nightjar rejects 1\n"));
}

TEST_CASE("A held night shows the rows that would be restored", "[server]") {
  const Program program;
  program.good_night();
  program.put("books.json", Program::book_list(Program::books - 2));
  program.good_night("2022-01-02T03:00:00Z");
  const std::string back = std::to_string(Program::books);
  program.put("books.json", Program::book_list(10, "," + Program::book(back)));
  REQUIRE(program.nightjar({"run", "vendor"}).exit_code == held);
  CHECK_THAT(program.nightjar({"show", "3"}).output,
             Contains("would be restored in vendor.books: 1 row, such as\n  Book " + back + ": "));
}

TEST_CASE("A held night without any record to load is not offered for approval", "[server]") {
  const Program program;
  program.good_night();
  for (const char* name : {"authors.json", "books.json", "reviews.json"}) {
    program.put(name, "[]");
  }
  REQUIRE(program.nightjar({"run", "vendor"}).exit_code == held);
  CHECK_THAT(program.nightjar({"show", "2"}).output,
             Contains("nothing of it can be loaded: have the vendor deliver the files") &&
                 !Contains("nightjar approve"));
}

TEST_CASE("A failed night that nothing can be done about has no remedy", "[server]") {
  const Program program;
  program.database().query(
      "INSERT INTO nightjar.runs (dataset, as_of, finished_at, outcome, error) "
      "VALUES ('vendor', now(), now(), 'failed', 'for the test')");
  CHECK_THAT(program.nightjar({"show", "1"}).output,
             Contains("why\n  for the test\n") && !Contains("what to do"));
}

TEST_CASE("A night that was brought the bytes of a held one shows what that one found",
          "[server]") {
  const Program program;
  const FtpServer server({.program = FtpServerOptions::Program::pyftpdlib});
  const auto deliver = [&](std::int64_t modified) {
    for (const char* name : {"authors.json", "books.json", "reviews.json"}) {
      server.put(name, nightjar::support::text_of_file(program.file(name)), modified);
    }
  };
  hold_a_night(program);
  program.database().query("DELETE FROM nightjar.runs WHERE run_id = 2");
  const auto login = program.settings_file().parent_path() / "login";
  std::ofstream(login) << server.user() << ":" << FtpServer::password << "\n";
  std::filesystem::permissions(login, std::filesystem::perms::owner_read);
  program.write_settings("{url: \"" + server.url() +
                         "\", plain_ftp: allowed, login: {file: " + login.string() + "}}");
  const std::vector<std::string> run{"run", "vendor"};
  deliver(1'640'000'000);
  REQUIRE(program.nightjar(run).exit_code == held);
  deliver(1'640'100'000);
  REQUIRE(program.nightjar(run).exit_code == held);
  const std::string shown = program.nightjar({"show", "4"}).output;
  INFO(shown);
  CHECK_THAT(shown, Contains("the same bytes as those of run 3") &&
                        Contains("30 of 40 (75.00 %)") && Contains("Book 1: pages 100 -> 77"));
}

TEST_CASE("The examples of a held night are dropped once it can no longer be approved",
          "[server]") {
  const Program program;
  hold_a_night(program);
  const std::string kept = "SELECT count(*) > 0 FROM nightjar.examples";
  CHECK(program.database().query(kept) == "t");
  program.good_files();
  program.nightjar({"run", "vendor"});
  CHECK(program.database().query(kept) == "f");
}

TEST_CASE("A first night whose records do not fit names the YAML to correct, and not its approval",
          "[server]") {
  const Program program;
  hold_a_misfit(program);
  const Outcome ran = program.nightjar({"run", "vendor"});
  CHECK(ran.exit_code == held);
  const std::string correct = "Correct \"feeds: books: columns: pages:\" in ";
  const std::string why = "most often (2 of them) wrong_type, first in line 2: pages: ";
  for (const std::string& told :
       {ran.errors, program.nightjar({"show", "1"}).output, program.nightjar({"status"}).output}) {
    INFO(told);
    CHECK_THAT(told, Contains(correct) && Contains("vendor.yaml") && Contains(why));
    CHECK_THAT(told, !Contains("nightjar approve"));
  }
}

TEST_CASE("A held night of which no record was taken cannot be approved", "[server]") {
  const Program program;
  hold_a_misfit(program);
  REQUIRE(program.nightjar({"run", "vendor"}).exit_code == held);
  const Outcome refused = program.nightjar({"approve", "1"});
  CHECK(refused.exit_code == 2);
  CHECK_THAT(refused.errors, Contains("it would load nothing, since") && Contains("Correct "));
  CHECK(program.database().query("SELECT outcome FROM nightjar.runs") == "held");
}

TEST_CASE("A held night fits a terminal of 80 columns", "[server]") {
  const Program program;
  hold_a_night(program);
  auto command = program.command({"show", "2"});
  command.environment["TERM"] = "xterm";
  command.environment["NO_COLOR"] = "1";
  const std::string shown = run_on_terminal(command, 80).output;
  std::size_t widest = 0;
  for (std::size_t at = 0; at < shown.size();) {
    const std::size_t end = std::min(shown.find("\r\n", at), shown.size());
    widest = std::max(widest, end - at);
    at = end + 2;
  }
  INFO(shown);
  CHECK(widest <= 80);
}

TEST_CASE("Approving shows a person what would be lost, asks, and takes only a yes", "[server]") {
  const Program program;
  hold_a_night(program);
  const auto command = program.command({"approve", "2"});
  for (const std::string no : {"n\n", "\n", "yeah\n"}) {
    const Outcome kept = run_on_terminal(command, 80, no);
    CHECK(kept.exit_code == held);
    CHECK_THAT(kept.output, Contains("would be deleted in vendor.books: 30 rows") &&
                                Contains("Load run 2 as it is? [y/N]") &&
                                Contains("nothing was changed: the night is still held"));
    CHECK(program.database().query("SELECT outcome FROM nightjar.runs WHERE run_id = 2") == "held");
  }
  const Outcome loaded = run_on_terminal(command, 80, "y\n");
  CHECK(loaded.exit_code == 0);
  CHECK(program.database().query("SELECT outcome FROM nightjar.runs WHERE run_id = 2") == "loaded");
}

TEST_CASE("A script that approves without --yes is refused, with the remedy", "[server]") {
  const Program program;
  hold_a_night(program);
  const Outcome refused = program.nightjar({"approve", "2"});
  CHECK(refused.exit_code == 2);
  CHECK_THAT(refused.errors,
             Contains("no terminal on which to ask") && Contains("nightjar approve 2 --yes"));
  CHECK(program.nightjar({"approve", "2", "--yes"}).exit_code == 0);
}
