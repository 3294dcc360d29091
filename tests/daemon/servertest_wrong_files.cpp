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
constexpr int usage = 2;

/// A dataset of one feed in the place of the program's own; its table is `vendor.books`.
void describe(const Program& program, const std::string& format, const std::string& columns) {
  const std::string yaml = "dataset: vendor\nsource: " + program.source() +
                           "\nfeeds:\n  books:\n    file: books.txt\n    format: " + format +
                           "\n    kind: snapshot\n    key: [title]\n    columns: {" + columns +
                           "}\n";
  std::ofstream(program.settings_file().parent_path() / "datasets/streaming/vendor.yaml",
                std::ios::binary)
      << yaml;
}

const std::string by_name = "title: {type: text, path: /name}, pages: {type: integer}";
const std::string by_header = "title: {type: text, header: name}, pages: {type: integer}";

/// Runs a night over a file that is not what the feed's definition says.
void check_told(const Program& program, std::string_view bytes, const std::string& fault,
                const std::string& remedy) {
  program.put("books.txt", bytes);
  const Outcome outcome = program.nightjar({"run", "vendor"});
  INFO(outcome.output << outcome.errors);
  CHECK(outcome.exit_code == failed);
  CHECK_THAT(outcome.errors, Contains("books.txt") && Contains(fault));
  CHECK_THAT(outcome.errors, Contains("what to do: ") && Contains(remedy));
  CHECK(program.database().query("SELECT count(*) FROM vendor.books") == "0");
}

/// The bytes that a command writes to its standard output, in a folder with the three good files.
std::string packed(const Program& program, const std::string& command) {
  const Outcome outcome = run({.words = {"sh", "-c", command}, .folder = program.file("")});
  REQUIRE(outcome.exit_code == 0);
  return outcome.output;
}

}  // namespace

TEST_CASE("The error for a JSON file whose records are not one array says what it is", "[server]") {
  const Program program;
  describe(program, "json", by_name);
  const std::string record = R"({"name":"a","pages":1})";
  SECTION("an array in a wrapper") {
    check_told(program, R"({"count": 2, "data": [)" + record + "]}",
               "the records are in the array at /data", "set the feed's `records:` to /data");
  }
  SECTION("deeper, after other objects, and cut off before it ends") {
    check_told(program,
               R"({"meta": {"tags": ["x]{"], "at": 1}, "result": {"items": [)" + record + ",",
               "the records are in the array at /result/items", "`records:` to /result/items");
  }
  SECTION("a name that a pointer escapes") {
    check_told(program, R"({"odd/\"name": [)" + record + "]}", "the array at /odd~1\"name",
               "`records:` to /odd~1\"name");
  }
  SECTION("a map of objects") {
    check_told(program, R"({"k1": )" + record + R"(, "k2": )" + record + "}",
               "one object whose members are the records", "`records:` to /*");
  }
  SECTION("an object a line") {
    check_told(program, record + "\n" + record + "\n", "one object per line",
               "set the feed's `format:` to ndjson");
  }
  SECTION("a page of the web server") {
    check_told(program, "<!DOCTYPE html>\n<html><body>Sorry</body></html>", "the file is HTML",
               "an error page");
  }
}

TEST_CASE("The error for an NDJSON file that is one array says so", "[server]") {
  const Program program;
  describe(program, "ndjson", by_name);
  const std::string file =
      GENERATE("[{\"name\":\"x\"}]", "[{\"name\":\"x\"}]\n", "[\n{\"name\":\"x\"}\n]\n",
               "\xef\xbb\xbf\n [ \n {\"name\":\"x\"},\n{\"name\":\"y\"}]", "[]");
  check_told(program, file, "the file is one JSON array", "set the feed's `format:` to json");
}

TEST_CASE("The error for a CSV file with other separators than commas names the separator",
          "[server]") {
  const Program program;
  describe(program, "csv", by_header);
  struct Case {
    std::string file;
    std::string mark;
  };
  const auto c = GENERATE(values<Case>({{"name;pages\na;1\n", "semicolons"},
                                        {"\"name\"\t\"pages\"\na\t1\n", "tabs"},
                                        {"pages | name\n1 | a\n", "vertical bars"}}));
  check_told(program, c.file, "its fields are separated by " + c.mark + ", not by commas",
             "write `csv: {delimiter: ");
}

TEST_CASE("The error for a header that differs in case or spaces has the name to write",
          "[server]") {
  const Program program;
  describe(program, "csv", "title: {type: text, header: NAME}, pages: {type: integer}");
  const std::string header = GENERATE("name", "Name", "na_me");
  check_told(program, header + ",pages\na,1\n", "the header line lacks NAME",
             "write `header: " + header + "` for NAME");
}

TEST_CASE("The error for a CSV file without a header line says what it may be", "[server]") {
  const Program program;
  describe(program, "csv", by_header);
  check_told(program, "Frankenstein,280\n", "the header line lacks name, pages",
             "if the file has no header line");
}

TEST_CASE("The error for a file that no feed can be read from names its format", "[server]") {
  const Program program;
  describe(program, GENERATE("json", "csv", "ndjson"), by_name.substr(0, 20) + "}");
  SECTION("tar.gz of several files") {
    check_told(program, packed(program, "tar -czf - books.json reviews.json"),
               "the feed names no member; the tar archive has books.json, reviews.json",
               "check the feed's member");
  }
  SECTION("a tar archive within another one") {
    check_told(program, packed(program, "tar -cf a.tar books.json && tar -czf - a.tar && rm a.tar"),
               "the file is a tar archive", "pack it once only");
  }
  SECTION("Parquet") {
    check_told(program, "PAR1\x15\x04\x15", "the file is Parquet", "save it as CSV");
  }
  SECTION("xlsx") {
    const std::string make =
        "python3 -c \"import sys, zipfile\n"
        "z = zipfile.ZipFile(sys.stdout.buffer, 'w')\n"
        "for n in ('[Content_Types].xml', '_rels/.rels', 'xl/workbook.xml',"
        " 'xl/worksheets/sheet1.xml'): z.writestr(n, '<x/>')\n"
        "z.close()\"";
    check_told(program, packed(program, make), "Excel workbook", "save it as CSV");
  }
  SECTION("xls") {
    check_told(program, {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and so on", 18}, "Excel",
               "save it as CSV");
  }
  SECTION("xz, packed again") {
    check_told(program, packed(program, "xz -c books.json | gzip"), "the file is xz",
               "pack it once only");
  }
  SECTION("bzip2, packed again") {
    check_told(program, packed(program, "bzip2 -c books.json | gzip"), "the file is bzip2",
               "pack it once only");
  }
}

TEST_CASE("A timestamp without a zone is rejected for the zone that it lacks", "[server]") {
  const Program program;
  for (const std::string value : {"2024-01-01 10:00:00", "2024-01-01T10:00:00.5"}) {
    program.put("reviews.json",
                R"([{"movies":[{"title":"F"}],"books":[{"metadata":{"title":"F"}}],)"
                R"("created":")" +
                    value + R"("}])");
    program.nightjar({"run", "vendor"});
    CHECK_THAT(program.database().query("SELECT detail FROM nightjar.rejects "
                                        "ORDER BY run_id DESC LIMIT 1"),
               Contains("\"" + value + "\" says no time zone") && Contains("+01:00"));
  }
}

TEST_CASE("The error for a type by another system's name has the name of ours", "[server]") {
  struct Case {
    std::string type;
    std::string ours;
  };
  const std::vector<Case> cases{
      {"int", "integer"},  {"bigint", "integer"},       {"INT4", "integer"},
      {"string", "text"},  {"varchar(20)", "text"},     {"character varying", "text"},
      {"float", "double"}, {"real", "double"},          {"\"decimal(10,2)\"", "numeric"},
      {"bool", "boolean"}, {"datetime", "timestamptz"}, {"json", "jsonb"},
      {"array", "text[]"}, {"\"string[]\"", "text[]"}};
  const Program program;
  for (const Case& c : cases) {
    INFO(c.type);
    describe(program, "json", "title: {type: text}, pages: {type: " + c.type + "}");
    const Outcome outcome = program.nightjar({"check"});
    CHECK(outcome.exit_code == usage);
    CHECK_THAT(outcome.errors, Contains("vendor.yaml:9: \"type\" of column \"pages\""));
    CHECK_THAT(outcome.errors, Contains("what to do: write `type: " + c.ours + "`"));
  }
}
