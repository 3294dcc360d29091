#include "reading/csv_splitter.hpp"
#include "reading/reading_all.hpp"
#include "support/catch.hpp"

using Catch::Contains;
using Catch::Matchers::StartsWith;
using nightjar::feed::Format;
using nightjar::reading::read_all;
using Texts = std::vector<std::string>;

TEST_CASE("A CSV file's records end at a line break outside quotes") {
  struct Case {
    std::string file;
    Texts records;
  };
  const auto c = GENERATE(values<Case>({
      {"h", {}},
      {"h\n", {}},
      {"h\r\n", {}},
      {"\xef\xbb\xbfh\n1\n", {"1"}},
      {"\n\r\nh\n1\n", {"1"}},
      {"h\n1\n2", {"1", "2"}},
      {"h\r\n1\r\n2\r\n", {"1", "2"}},
      {"h\n1\r", {"1"}},
      {"h\n\n\r\n1\n\n", {"1"}},
      {"h\na\rb\n", {"a\rb"}},
      {"h\n\"a\nb\",\"c\r\nd\"\ne\n", {"\"a\nb\",\"c\r\nd\"", "e"}},
      {"h\n\"a\"\"\n\"\"b\"\nc\n", {"\"a\"\"\n\"\"b\"", "c"}},
      {"h\n\"\",\"\"\"\",\"\n\"\nc", {"\"\",\"\"\"\",\"\n\"", "c"}},
      {"h\n\"a\"", {"\"a\""}},
      {"h\n,\n,,\n \n", {",", ",,", " "}},
      // A quote opens only at a field's beginning.
      {"h\n5\" disk,1\n6\" disk,2\n", {"5\" disk,1", "6\" disk,2"}},
      {"h\n \"a\nb\"\n", {" \"a", "b\""}},
      {"h\n\"a\" b\"c\nd\n", {"\"a\" b\"c", "d"}},
      {"h\n\"a\"b,\"c\nd\"\n", {"\"a\"b,\"c\nd\""}},
      {std::string("h\na\0b\n", 6), {std::string("a\0b", 3)}},
  }));
  CAPTURE(c.file);
  const auto outcome = read_all(c.file, Format::csv);
  CHECK(outcome.refusal.empty());
  CHECK(outcome.header == "h");
  CHECK(outcome.texts() == c.records);
}

TEST_CASE("A CSV header may be quoted over two lines") {
  const auto outcome = read_all("\"a\nb\",c\n1,2\n", Format::csv);
  CHECK(outcome.header == "\"a\nb\",c");
  CHECK(outcome.records.at(0).line == 3);
}

TEST_CASE("A CSV file without a header line is refused") {
  const auto file = GENERATE(as<std::string>(), "", "\n", "\r\n\n", "\xef\xbb\xbf");
  CHECK_THAT(read_all(file, Format::csv).refusal, StartsWith("f is empty"));
}

TEST_CASE("A CSV quote that is never closed is refused where it opens") {
  const auto outcome = read_all("h\n1,\"a\nb\"\n2,\"c\n3\n", Format::csv);
  CHECK_THAT(outcome.refusal,
             StartsWith("f, line 4, byte 12: the quote that opens here is not closed"));
  CHECK_THAT(outcome.refusal, Contains("byte 17"));
}

TEST_CASE("A quoted CSV field longer than a record may be is a record too long, and no more") {
  const auto block = GENERATE(1U, 2U, 7U, 16U, 64U, 1000U);
  const auto outcome =
      read_all("h\n1\n2,\"" + std::string(30, 'x') + ",\n\"\n4\n", Format::csv, 20, block);
  CHECK(outcome.refusal.empty());
  REQUIRE(outcome.records.size() == 3);
  CHECK(outcome.records[1].length == 36);
  CHECK(outcome.records[1].bytes == "2,\"" + std::string(17, 'x'));
  CHECK(outcome.records[2].bytes == "4");
  CHECK(outcome.records[2].line == 5);
}

TEST_CASE("A CSV quote that encloses more than four records may hold is refused where it opens") {
  const auto field = "\"" + std::string(100, 'x') + "\n";
  const auto block = GENERATE(1U, 2U, 7U, 16U, 64U, 1000U);
  const auto closed = GENERATE(true, false);
  const auto outcome =
      read_all("h\n1\n2," + field + (closed ? "\"\n4\n" : ""), Format::csv, 20, block);
  CHECK_THAT(outcome.refusal, StartsWith("f, line 3, byte 6: the quote that opens here"));
}

TEST_CASE("A CSV header longer than a record may be is refused") {
  CHECK_THAT(read_all(std::string(30, 'h') + "\n1\n", Format::csv, 20).refusal,
             Contains("the header line is longer than 20 bytes"));
}
