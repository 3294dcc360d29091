#include <csignal>
#include <filesystem>
#include <fstream>
#include <functional>
#include <random>

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
constexpr int held = 3;

/// Runs a night over what `spoil` leaves of good files, after a good night; its tables must be as
/// they were, and the next night over good files must find nothing to do.
Outcome night_over(const Program& program, const std::function<void()>& spoil) {
  program.good_night();
  const std::string before = program.tables();
  spoil();
  Outcome outcome = program.nightjar({"run", "vendor"});
  CHECK(program.tables() == before);
  return outcome;
}

void check_refused(const Outcome& outcome, const std::string& file, const std::string& place,
                   const std::string& fault, const std::string& remedy) {
  INFO(outcome.output << outcome.errors);
  CHECK(outcome.exit_code == failed);
  CHECK_THAT(outcome.errors, Contains("of vendor FAILED; nothing was changed"));
  CHECK_THAT(outcome.errors, Contains(file + place));
  CHECK_THAT(outcome.errors, Contains(fault));
  CHECK_THAT(outcome.errors, Contains("what to do: ") && Contains(remedy));
  CHECK(outcome.output.empty());
}

/// Letters that do not pack well.
std::string noise(std::size_t length) {
  std::mt19937 random(1);  // always the same
  std::string text;
  while (text.size() < length) text += "0123456789abcdef"[random() % 16];
  return text;
}

/// Starts as a user for whom file permissions count, as they do not for root.
Outcome as_plain_user(const Program& program, Words words) {
  auto command = program.command(std::move(words));
  const Words prefix{"setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"};
  if (::geteuid() == 0) {
    command.words.insert(command.words.begin(), prefix.begin(), prefix.end());
    std::filesystem::permissions(program.settings_file().parent_path(),
                                 std::filesystem::perms::all);
    std::filesystem::permissions(program.state_dir(), std::filesystem::perms::all);
  }
  return run(command);
}

}  // namespace

TEST_CASE("An unreadable file fails the night by its name", "[server]") {
  const Program program;
  const std::string before = program.tables();
  const auto books = program.file("books.json");
  std::filesystem::permissions(books, std::filesystem::perms::none);
  check_refused(as_plain_user(program, {"run", "vendor"}), books,
                ": cannot open: Permission denied", "", "readable by this user");
  CHECK(program.tables() == before);
}

TEST_CASE("A folder in place of a file fails the night", "[server]") {
  const Program program;
  const auto books = program.file("books.json");
  const Outcome outcome = night_over(program, [&] {
    std::filesystem::remove(books);
    std::filesystem::create_directory(books);
  });
  check_refused(outcome, books, ": cannot read: Is a directory", "vendor.books", "check the file");
}

TEST_CASE("A truncated array is refused by the record's line and byte, and deletes nothing",
          "[server]") {
  const Program program;
  const std::string whole = Program::book_list(Program::books);
  const auto cut = whole.find("Book 30");
  const Outcome outcome =
      night_over(program, [&] { program.put("books.json", whole.substr(0, cut)); });
  const auto begin = whole.rfind('{', cut);
  check_refused(outcome, program.file("books.json"), ", line 31, byte " + std::to_string(begin),
                "the file is cut short at byte " + std::to_string(cut), "fetch the file again");
  program.good_files();
  CHECK_THAT(program.nightjar({"run", "vendor"}).output, Contains("nothing has changed"));
}

TEST_CASE("An array that is cut between two records is refused", "[server]") {
  const Program program;
  const std::string whole = Program::book_list(Program::books);
  const auto cut = whole.find("\n,", whole.size() / 2);
  const Outcome outcome =
      night_over(program, [&] { program.put("books.json", whole.substr(0, cut)); });
  check_refused(outcome, program.file("books.json"), ", line ", "the file is cut short",
                "fetch the file again");
}

TEST_CASE("Garbage is refused at its first byte", "[server]") {
  const Program program;
  const auto put = [&](std::string_view bytes) {
    return [&program, bytes] { program.put("books.json", bytes); };
  };
  const auto books = program.file("books.json");
  SECTION("words") {
    check_refused(night_over(program, put("Service unavailable\n")), books, ", line 1, byte 0",
                  "should begin with `[` but begins with `S`", "file and format");
  }
  SECTION("bytes") {
    check_refused(night_over(program, put("\x01\x02\xfe\x80")), books, ", line 1, byte 0",
                  "begins with the byte 0x01", "file and format");
  }
  SECTION("an object a line") {
    check_refused(night_over(program, put("{\"name\":\"a\"}\n{\"name\":\"b\"}\n")), books,
                  ", line 1, byte 0", "begins with `{`", "ndjson");
  }
  SECTION("gzip that is cut short") {
    check_refused(night_over(program, put({"\x1f\x8b\x08\0\0\0\0\0", 8})), books, ": truncated",
                  "ends within the gzip data", "fetch the file again");
  }
  SECTION("UTF-16") {
    check_refused(night_over(program, put({"\xff\xfe[\0]\0", 6})), books, ", line 1, byte 0",
                  "the file is UTF-16", "write UTF-8");
  }
  SECTION("words after the array") {
    check_refused(night_over(program, put("[\n{\"name\":\"a\"}\n]\nDONE")), books,
                  ", line 4, byte 17", "the array is closed, but `D` follows", "repaired");
  }
}

TEST_CASE("A byte order mark at the front of a file changes nothing", "[server]") {
  const Program program;
  const Outcome outcome = night_over(program, [&] {
    program.put("books.json", "\xef\xbb\xbf" + Program::book_list(Program::books));
  });
  CHECK(outcome.exit_code == 0);
  CHECK_THAT(outcome.output, Contains("nothing has changed"));
}

TEST_CASE("A value that PostgreSQL cannot hold costs its record, told by line and byte",
          "[server]") {
  struct Case {
    std::string record;
    std::string reason;
    std::string detail;
  };
  const std::vector<Case> cases{
      {"{\"name\":\"bad \xff byte\"}", "invalid_text", "not UTF-8"},
      {"{\"name\":\"a\\u0000b\"}", "invalid_text", "title: holds U+0000"},
      {Program::book("big", "99999999999999999999"), "out_of_range", "pages"},
      {Program::book("small", "-9223372036854775809"), "out_of_range", "pages"},
      {Program::book("text", "\"many\""), "wrong_type", "pages"},
      {"17", "malformed", ""},
      {"{\"pages\":3}", "missing_key", "title"},
  };
  for (const Case& c : cases) {
    INFO(c.record);
    const Program program;
    const std::string list = Program::book_list(Program::books, "," + c.record + "\n");
    const Outcome outcome = night_over(program, [&] { program.put("books.json", list); });
    CHECK(outcome.exit_code == 0);
    CHECK_THAT(outcome.output, Contains("nightjar rejects 2"));
    CHECK(program.database().query("SELECT feed, line, position, reason FROM nightjar.rejects "
                                   "WHERE run_id = 2") ==
          "vendor.books|" + std::to_string(Program::books + 2) + "|" +
              std::to_string(list.find("," + c.record) + 1) + "|" + c.reason);
    const Outcome told = program.nightjar({"rejects", "2"});
    CHECK_THAT(told.output, Contains(c.reason) && Contains(c.detail));
  }
}

TEST_CASE("A record of 200 MB is rejected by its size, and the rest of the file is loaded",
          "[server]") {
  const Program program;
  const std::string huge = "{\"name\":\"" + std::string(200'000'000, 'x') + "\"}";
  const std::string list =
      Program::book_list(Program::books, "," + huge + "\n," + Program::book("after") + "\n");
  program.good_night();
  program.put("books.json", list);
  const Outcome outcome = program.nightjar({"run", "vendor"});
  INFO(outcome.output << outcome.errors);
  CHECK(outcome.exit_code == 0);
  const auto& database = program.database();
  CHECK(database.query("SELECT line, position, reason, length(raw) < 10000 FROM nightjar.rejects "
                       "WHERE run_id = 2") ==
        std::to_string(Program::books + 2) + "|" + std::to_string(list.find(huge)) + "|too_long|t");
  CHECK(database.query("SELECT detail FROM nightjar.rejects").find("16") != std::string::npos);
  CHECK(database.query("SELECT count(*) FROM vendor.books_live") ==
        std::to_string(Program::books + 1));
}

TEST_CASE("A file of 200 MB that is cut within a record is refused, where the record begins",
          "[server]") {
  const Program program;
  const Outcome outcome = night_over(program, [&] {
    program.put("books.json", "[\n{\"name\":\"" + std::string(200'000'000, 'x'));
  });
  check_refused(outcome, program.file("books.json"), ", line 2, byte 2", "cut short at byte",
                "fetch the file again");
}

TEST_CASE("An empty file and an empty array hold the night and say what they would delete",
          "[server]") {
  const Program program;
  const std::string content = GENERATE("", "[]", "[ \n ]\n");
  const Outcome outcome = night_over(program, [&] { program.put("books.json", content); });
  INFO(outcome.errors);
  CHECK(outcome.exit_code == held);
  CHECK_THAT(outcome.errors, Contains("run 2 of vendor is HELD") &&
                                 Contains("vendor.books: books.json holds no record") &&
                                 Contains("all 40 live rows would be deleted") &&
                                 Contains("nightjar approve 2"));
}

TEST_CASE("A missing file holds the night", "[server]") {
  const Program program;
  const Outcome outcome =
      night_over(program, [&] { std::filesystem::remove(program.file("books.json")); });
  CHECK(outcome.exit_code == held);
  CHECK_THAT(outcome.errors, Contains("vendor.books: books.json is missing at the source"));
}

TEST_CASE("A missing folder fails the night by its name", "[server]") {
  const Program program;
  program.good_night();
  const auto gone = program.file("gone").string() + "/";
  const Outcome outcome = program.nightjar({"run", "vendor", "--source", "file://" + gone});
  CHECK(outcome.exit_code == failed);
  CHECK_THAT(outcome.errors, Contains(gone + ": there is no such folder") &&
                                 Contains("what to do: check `source:` or --source"));
}

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

TEST_CASE("A wrong password is told without the password", "[server]") {
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
  const std::string url = GENERATE("postgresql://joe:hunter2@[bad", "host=x pasword=hunter2");
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

TEST_CASE("A database that was never migrated is told as such by every command", "[server]") {
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

TEST_CASE("A full state disk costs the side file and a notice, not the night", "[server]") {
  const Program program;
  const SmallDisk disk(program.state_dir(), 64);
  if (!disk.mounted()) {
    WARN("skipped: this user may not mount a small disk");
    return;
  }
  program.put("books.json", Program::book_list(20'000));
  const Outcome outcome = program.nightjar({"run", "vendor"});
  INFO(outcome.output << outcome.errors);
  CHECK(outcome.exit_code == 0);
  CHECK(program.database().query("SELECT count(*) FROM vendor.books") == "20000");
  CHECK_THAT(outcome.errors,
             Contains("notice: vendor.books: the night is not affected") &&
                 Contains("vendor.books.side.part: cannot write: No space left on device"));
  const Outcome next = program.nightjar({"run", "vendor"});
  CHECK(next.exit_code == 0);
  CHECK_THAT(next.output, Contains("nothing has changed"));
}

TEST_CASE("A night to be held whose files cannot be kept fails, with both reasons", "[server]") {
  const Program program;
  const SmallDisk disk(program.state_dir(), 64);
  if (!disk.mounted()) {
    WARN("skipped: this user may not mount a small disk");
    return;
  }
  program.good_night();
  std::filesystem::remove(program.file("authors.json"));
  program.put("books.json", Program::book_list(20'000, "," + Program::book(noise(300'000))));
  const std::string before = program.tables();
  const Outcome outcome = program.nightjar({"run", "vendor"});
  CHECK(outcome.exit_code == failed);
  CHECK_THAT(outcome.errors, Contains("the night would be held (vendor.authors: authors.json is "
                                      "missing") &&
                                 Contains("cannot be kept") &&
                                 Contains("No space left on device") &&
                                 Contains("what to do: free space on that disk"));
  CHECK(program.tables() == before);
  CHECK(program.nightjar({"archive", "list"}).output.find("\n  2") == std::string::npos);
}

TEST_CASE("A state directory that cannot be written costs a notice, and check names it",
          "[server]") {
  const Program program;
  program.good_night();
  const std::string state = "/proc/no/such/place";
  const Outcome outcome = program.nightjar_with("NIGHTJAR_STATE_DIR", state, {"run", "vendor"});
  CHECK(outcome.exit_code == 0);
  CHECK_THAT(outcome.errors, Contains("notice: vendor.books: ") &&
                                 Contains(state + "/fingerprints") &&
                                 Contains("make the state directory writable for this user"));
  const auto checked = program.nightjar_with("NIGHTJAR_STATE_DIR", "/proc/self/maps", {"check"});
  CHECK(checked.exit_code == failed);
  CHECK_THAT(checked.output, Contains("FAULT  state directory /proc/self/maps: "));
}

TEST_CASE("A damaged or unreadable side file costs time only", "[server]") {
  const Program program;
  program.good_night();
  const auto side = program.state_dir() / "fingerprints/vendor.books.side";
  const std::string whole = nightjar::support::text_of_file(side);
  REQUIRE(whole.size() > 200);
  const std::string damage = GENERATE("cut", "empty", "a folder");
  std::filesystem::remove(side);
  if (damage == "a folder") {
    std::filesystem::create_directory(side);
  } else {
    std::ofstream(side, std::ios::binary) << (damage == "cut" ? whole.substr(0, 190) : "");
  }
  const Outcome outcome = program.nightjar({"run", "vendor"});
  INFO(damage << outcome.errors);
  CHECK(outcome.exit_code == 0);
  CHECK_THAT(outcome.output, Contains("nothing has changed"));
}

TEST_CASE("A night that is not later than the newest one fails and names it", "[server]") {
  const Program program;
  program.good_night("2022-01-01T03:00:00Z");
  const std::string before = program.tables();
  program.put("books.json", Program::book_list(Program::books + 1));
  const std::string as_of = GENERATE("2021-12-31T03:00:00Z", "2022-01-01T04:00:00+01:00");
  const Outcome outcome = program.nightjar({"run", "vendor", "--as-of", as_of});
  CHECK(outcome.exit_code == failed);
  CHECK_THAT(outcome.errors, Contains("run 1 is valid from 2022-01-01T03:00:00Z") &&
                                 Contains("what to do: history is only ever added to"));
  CHECK(program.tables() == before);
}

TEST_CASE("Wrong usage ends with 2, before anything is tried", "[server]") {
  struct Case {
    Words words;
    std::string fault;
  };
  const std::vector<Case> cases{
      {{}, "subcommand is required"},
      {{"rum", "vendor"}, "there is no command \"rum\"; did you mean \"run\"?"},
      {{"run"}, "dataset is required"},
      {{"run", "vendr"}, "no dataset \"vendr\" is configured in "},
      {{"run", "vendor", "--as-of", "yesterday"}, "--as-of yesterday: not an instant"},
      {{"run", "vendor", "--as-of", "2022-01-01"}, "--as-of 2022-01-01: not an instant"},
      {{"run", "vendor", "--as-of", "2022-02-30T00:00:00Z"}, "not an instant"},
      {{"run", "vendor", "--source", "nowhere"}, "--source: the source \"nowhere\" is not a URL"},
      {{"run", "vendor", "--fast"}, "--fast"},
      {{"rejects"}, "run is required"},
      {{"rejects", "abc"}, "\"abc\" is not the number of a night"},
      {{"rejects", "99"}, "there is no run 99"},
      {{"approve", "0"}, "\"0\" is not the number of a night"},
      {{"approve", "99"}, "there is no run 99"},
      {{"runs", "--limit", "0"}, "\"0\" is not a count"},
      {{"scaffold", "vendor.bocks"}, "did you mean \"vendor.books\"?"},
      {{"--config", "/nowhere.yaml", "status"}, "/nowhere.yaml: cannot open"},
  };
  const Program program;
  for (const Case& c : cases) {
    const Outcome outcome = program.nightjar(c.words);
    INFO(c.fault);
    CHECK(outcome.exit_code == usage);
    CHECK_THAT(outcome.errors, Contains(c.fault) && Contains("what to do: "));
    CHECK(outcome.output.empty());
  }
  CHECK(program.database().query("SELECT count(*) FROM nightjar.runs") == "0");
}

TEST_CASE("A slip in a dataset's YAML is wrong configuration, told by file and line", "[server]") {
  const Program program;
  const auto file = program.settings_file().parent_path() / "datasets/vendor.yaml";
  std::string text = nightjar::support::text_of_file(file);
  text.replace(text.find("kind: snapshot"), 4, "kinds");
  std::ofstream(file, std::ios::binary) << text;
  const Outcome outcome = program.nightjar({"status"});
  CHECK(outcome.exit_code == usage);
  CHECK_THAT(outcome.errors,
             Contains(file.string() + ":") && Contains("\"kinds\"") && Contains("what to do: "));
}
