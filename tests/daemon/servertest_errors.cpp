#include <filesystem>
#include <functional>

#include "daemon/program.hpp"

using Catch::Contains;
using nightjar::support::Outcome;
using nightjar::support::Program;
using nightjar::support::run;
using Words = std::vector<std::string>;

namespace {

constexpr int failed = 1;
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

}  // namespace

TEST_CASE("An unreadable file fails the night by its name", "[server]") {
  const Program program;
  const std::string before = program.tables();
  const auto books = program.file("books.json");
  std::filesystem::permissions(books, std::filesystem::perms::none);
  check_refused(program.as_plain_user({"run", "vendor"}), books, ": cannot open: Permission denied",
                "", "readable by this user");
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

TEST_CASE("A value that PostgreSQL cannot store rejects its record, with line and byte",
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
                                 Contains("vendor.books: books.json has no records") &&
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
