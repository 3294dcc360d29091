#include "base/error.hpp"
#include "csv/line.hpp"
#include "csv/record.hpp"
#include "support/catch.hpp"

using Catch::Contains;
using Catch::Matchers::StartsWith;
using nightjar::BadDump;
using nightjar::csv::count_fields;
using nightjar::csv::Dialect;
using nightjar::csv::Escape;
using nightjar::csv::is_blank;
using nightjar::csv::LineParser;

namespace {

using Names = std::vector<std::string>;

/// The fields, or `!` and the problem.
Names parsed(LineParser& parser, std::string_view record) {
  std::vector<std::string_view> fields;
  if (const auto problem = parser.parse(record, fields)) return {"!" + problem->what};
  return {fields.begin(), fields.end()};
}

}  // namespace

TEST_CASE("A CSV record's fields come unquoted, in the order wanted") {
  struct Case {
    std::string record;
    Names fields;
  };
  const auto c = GENERATE(values<Case>({
      {"1,2,3", {"3", "1"}},
      {",,", {"", ""}},
      {" 1 ,,\t3 ", {"\t3 ", " 1 "}},
      {"\"\",\"\",\"\"", {"", ""}},
      {"\"a,b\",\"c\",\"d\ne\r\nf\"", {"d\ne\r\nf", "a,b"}},
      {"\"a\"\"b\",,\"\"\"\"", {"\"", "a\"b"}},
      {"\"\"\"a\"\"\",,\"\"\"\"\"\"", {"\"\"", "\"a\""}},
      {"5\" disk,\",\",6\"\"", {"6\"\"", "5\" disk"}},
      {"a\"b\"c,d,\xc3\xa9", {"\xc3\xa9", "a\"b\"c"}},
      {" \"a\",b,c", {"c", " \"a\""}},
  }));
  CAPTURE(c.record);
  LineParser parser({}, "a,b,c", {"c", "a"}, "f");
  CHECK(parsed(parser, c.record) == c.fields);
}

TEST_CASE("A CSV record that does not fit the header says why") {
  struct Case {
    std::string record;
    std::string problem;
  };
  const auto c = GENERATE(values<Case>({
      {"1,2", "!it has 2 fields where the header has 3"},
      {"1", "!it has 1 fields where the header has 3"},
      {"", "!it has 1 fields where the header has 3"},
      {"1,2,3,4", "!it has 4 fields where the header has 3"},
      {"1,2,3,", "!it has 4 fields where the header has 3"},
      {"1,\"2,3", "!a quoted field is not closed"},
      {"1,2,\"", "!a quoted field is not closed"},
      {"1,2,\"\"\"", "!a quoted field is not closed"},
      {"\"1\"x,2,3", "!text follows the closing quote of a field"},
      {"\"1\" ,2,3", "!text follows the closing quote of a field"},
      {"1,2,3,\"4\"x", "!text follows the closing quote of a field"},
      {std::string("1,2,\0003", 6), "!it holds a NUL byte"},
  }));
  CAPTURE(c.record);
  LineParser parser({}, "a,b,c", {"c", "a"}, "f");
  CHECK(parsed(parser, c.record) == Names{c.problem});
  CHECK(parsed(parser, "1,2,3") == Names{"3", "1"});
}

TEST_CASE("A CSV header names the columns in any order, quoted or not, with more of them") {
  LineParser parser({}, "\xef\xbb\xbf\"x \"\"y\"\"\", b ,\"a\",,z,z", {"a", "x \"y\"", "b", "a"},
                    "f");
  CHECK(parsed(parser, "1,2,3,4,5,6") == Names{"3", "1", "2", "3"});
}

TEST_CASE("A CSV header that lacks columns names them all") {
  const auto make = [](const char* header) {
    return LineParser({}, header, {"a", "b", "c"}, "f.csv");
  };
  CHECK_THROWS_WITH(make("A,b"), "f.csv: the header line lacks a, c; it has A, b");
  CHECK_THROWS_AS(make("A,b"), BadDump);
  CHECK_THROWS_WITH(make("a,b,c,b"), "f.csv: the header line has the column b twice");
  CHECK_THROWS_AS(make("a,\"b,c"), BadDump);
  CHECK_THROWS_AS(make("a,\"b\"x,c"), BadDump);
}

TEST_CASE("A CSV header that holds a NUL is refused") {
  CHECK_THROWS_AS(LineParser({}, std::string_view("a\0,b", 4), {"a"}, "f"), BadDump);
}

TEST_CASE("A CSV record may be wide and its fields long") {
  std::string header = "c0";
  std::string record = "0";
  Names wanted{"c0"};
  for (int i = 1; i < 300; ++i) {
    header += ",c" + std::to_string(i);
    record += ",\"" + std::string(1000, 'x') + "\n" + std::to_string(i) + "\"";
    wanted.insert(wanted.begin(), "c" + std::to_string(i));
  }
  LineParser parser({}, header, wanted, "f");
  const auto fields = parsed(parser, record);
  REQUIRE(fields.size() == 300);
  CHECK(fields.back() == "0");
  CHECK(fields.front() == std::string(1000, 'x') + "\n299");
  const std::string huge(20'000'000, 'y');  // beyond the parser's own limit for a line
  LineParser one({}, "a", {"a"}, "f");
  CHECK((parsed(one, huge) == Names{huge}));
}

TEST_CASE("A CSV record is blank where all its fields are empty, quoted or not") {
  for (const char* record : {"", ",", ",,,,", "\"\"", "\"\",,\"\"", ",\"\",", "\"\",\"\",\"\""}) {
    CAPTURE(record);
    CHECK(is_blank({}, record));
  }
  for (const char* record :
       {" ", ", ,", ",0,", "\"", ",\"\"\"\",", "\"\"\"\"", "\"\"x,", "\" \"", ",,\n"}) {
    CAPTURE(record);
    CHECK_FALSE(is_blank({}, record));
  }
}

TEST_CASE("A CSV record has a field more than it has commas outside quotes") {
  for (const char* record : {"", "a", "\"a,b\"", "\"a\"\",b\"", "\"\"", "\"a,b"}) {
    CAPTURE(record);
    CHECK(count_fields({}, record) == 1);
  }
  for (const char* record : {",", "a,b", "\"a,\",b", "a\",b\"", "5\" disk,", "\"\",\"\"\",\""}) {
    CAPTURE(record);
    CHECK(count_fields({}, record) == 2);
  }
}

TEST_CASE("A CSV record is the header again where all its fields are the names of the columns") {
  const LineParser parser({}, "id, name,\"more, or less\",", {"id"}, "f");
  for (const char* record : {"id, name,\"more, or less\",", "\"id\",name,\"more, or less\",\"\"",
                             "\xef\xbb\xbfid, name ,\"more, or less\","}) {
    CAPTURE(record);
    CHECK(parser.is_header(record));
  }
  for (const char* record : {"id, name,\"more, or less\"", "id,name,more,", "id,,,", "id",
                             "ID, name,\"more, or less\",", "id, name,\"more, or less", ""}) {
    CAPTURE(record);
    CHECK_FALSE(parser.is_header(record));
  }
}

TEST_CASE("A broken CSV record gives the complete fields before the error") {
  struct Case {
    std::string record;
    Names fields;
  };
  const auto c = GENERATE(values<Case>({
      {"1,2,3,4", {"1", "2", "3"}},
      {"1,\"a\"\"b\",3,4,5", {"1", "a\"b", "3"}},
      {"1,2,3", {"1", "2", "3"}},
      {"1,2", {"1", "", ""}},  // the 2 may have been 23 before the line broke
      {"1", {"", "", ""}},
      {"", {"", "", ""}},
      {"1,\"2,3", {"1", "", ""}},
      {"1,\"2\"x,3", {"1", "", ""}},
      {"\"1\"x,2,3", {"", "", ""}},
      {std::string("1,2\0,3", 6), {"1", "", ""}},
  }));
  CAPTURE(c.record);
  LineParser parser({}, "a,b,c", {"a", "b", "c"}, "f");
  std::vector<std::string_view> fields;
  parser.salvage(c.record, fields);
  CHECK(Names(fields.begin(), fields.end()) == c.fields);
}

namespace {

struct DialectCase {
  Dialect dialect;
  std::string record;
  Names fields;
};

}  // namespace

TEST_CASE("A record's fields are separated and quoted as its dialect says") {
  const auto c = GENERATE(values<DialectCase>({
      {{.delimiter = ';'}, "1;\"a;b\";2,50", {"1", "a;b", "2,50"}},
      {{.delimiter = '\t'}, "1\t\"a\tb\"\t\"\"", {"1", "a\tb", ""}},
      {{.quote = '\''}, "1,'it''s',\"x", {"1", "it's", "\"x"}},
      {{.quote = '\''}, "'','''',x'y", {"", "'", "x'y"}},
      {{.quote = {}}, "\"a,b\",c", {"\"a", "b\"", "c"}},
      {{.delimiter = '|', .quote = {}}, "||", {"", "", ""}},
      {{.escape = Escape::backslash},
       R"(1,"the \"city\" airport",\N)",
       {"1", "the \"city\" airport", R"(\N)"}},
      {{.escape = Escape::backslash}, R"("a\\","b""c",d\,e)", {R"(a\)", "b\"c", "d,e"}},
      {{.escape = Escape::backslash}, R"(C:\x\\,"\x",\)", {R"(C:\x\)", R"(\x)", R"(\)"}},
      {{.escape = Escape::backslash}, "a\\\nb,\"c\\\nd\",e", {"a\nb", "c\nd", "e"}},
      {{.delimiter = '\t', .quote = {}, .escape = Escape::backslash},
       "a\\\tb\tc\t\"d",
       {"a\tb", "c", "\"d"}},
  }));
  CAPTURE(c.record);
  Dialect dialect = c.dialect;
  dialect.has_header = false;
  LineParser parser(dialect, c.record, {"1", "2", "3"}, "f");
  CHECK(parsed(parser, c.record) == c.fields);
}

TEST_CASE("A record of a dialect that cannot be read says why") {
  const auto c = GENERATE(values<DialectCase>({
      {{.delimiter = ';'}, "1;2", {"!it has 2 fields where the header has 3"}},
      {{.delimiter = ';'}, "1;2;3;4", {"!it has 4 fields where the header has 3"}},
      {{.delimiter = ';'}, "1;\"2;3", {"!a quoted field is not closed"}},
      {{.delimiter = ';'}, "\"1\"x;2;3", {"!text follows the closing quote of a field"}},
      {{.delimiter = ';', .escape = Escape::backslash},
       R"(1;2;"3\")",
       {"!a quoted field is not closed"}},
  }));
  CAPTURE(c.record);
  LineParser parser(c.dialect, "a;b;c", {"c", "a"}, "f");
  CHECK(parsed(parser, c.record) == c.fields);
  CHECK(parsed(parser, "1;2;3") == Names{"3", "1"});
}

TEST_CASE("Columns of a file without a header line are found by their positions") {
  const Dialect dialect{.has_header = false};
  LineParser parser(dialect, "x,y,\"z,z\"", {"3", "1"}, "f");
  CHECK(parsed(parser, "1,2,3") == Names{"3", "1"});
  CHECK(parsed(parser, "1,2") == Names{"!it has 2 fields where the first record has 3"});
  CHECK_FALSE(parser.is_header("x,y,\"z,z\""));
  CHECK_THROWS_WITH(LineParser(dialect, "x,y", {"1", "3", "4"}, "f"),
                    "f: the first record has 2 fields, so there is no position 3, 4");
  CHECK_NOTHROW(LineParser(dialect, "", {"1", "3"}, "f"));  // of a file without records
}

TEST_CASE("A header line with other delimiters than the feed's says which to write") {
  struct Case {
    Dialect dialect;
    std::string header;
    std::string remedy;
  };
  const auto c = GENERATE(values<Case>({
      {{}, "a;b", "write `csv: {delimiter: \";\"}` in the feed"},
      {{}, "a\tb", "write `csv: {delimiter: \"\\t\"}` in the feed"},
      {{.delimiter = ';'}, "a,b", "write `csv: {delimiter: \",\"}` in the feed"},
      {{}, "sep=;", "write `csv: {delimiter: \";\", skip_lines: 1}` in the feed"},
      {{.delimiter = ';'}, "sep=;", "write `csv: {delimiter: \";\", skip_lines: 1}` in the feed"},
  }));
  CAPTURE(c.header);
  try {
    const LineParser parser(c.dialect, c.header, {"a", "b"}, "f");
    FAIL_CHECK("not refused");
  } catch (const BadDump& error) {
    CHECK(error.remedy() == c.remedy);
  }
}

TEST_CASE("A record of a dialect is blank, or has fields, by its delimiter and quote") {
  CHECK(is_blank({.delimiter = ';'}, ";\"\";"));
  CHECK_FALSE(is_blank({.delimiter = ';'}, ",;"));
  CHECK(is_blank({.quote = '\''}, "'',"));
  CHECK_FALSE(is_blank({.quote = {}}, "\"\","));
  CHECK(count_fields({.delimiter = ';'}, "\"a;b\";c,d") == 2);
  CHECK(count_fields({.quote = {}}, "\"a,b\",c") == 3);
  CHECK(count_fields({.escape = Escape::backslash}, R"("a\",b",c\,d)") == 2);
}
