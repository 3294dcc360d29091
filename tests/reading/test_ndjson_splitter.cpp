#include "reading/ndjson_splitter.hpp"
#include "reading/reading_all.hpp"
#include "support/catch.hpp"

using Catch::Contains;
using Catch::Matchers::StartsWith;
using nightjar::feed::Format;
using nightjar::reading::read_all;
using Texts = std::vector<std::string>;

TEST_CASE("An NDJSON file's lines are its records, the blank ones excepted") {
  struct Case {
    std::string file;
    Texts records;
  };
  const auto c = GENERATE(values<Case>({
      {"", {}},
      {"\n", {}},
      {" \r\n\n\t", {}},
      {"\xef\xbb\xbf{}\n", {"{}"}},
      {"{}\n{}\n", {"{}", "{}"}},
      {"{}\r\n\r\n  \n{\"a\":1} \t\r\n", {"{}", "{\"a\":1}"}},
      {"{\"a\":{}}\n{\"b\":\"}{\"}", {"{\"a\":{}}", "{\"b\":\"}{\"}"}},
      {"{}\n{} \r", {"{}", "{}"}},
      // A line that is no object is a record, for the ledger of rejects.
      {"1\nx\n[{}]\n{\"a\":\n", {"1", "x", "[{}]", "{\"a\":"}},
  }));
  CAPTURE(c.file);
  const auto outcome = read_all(c.file, Format::ndjson);
  CHECK(outcome.refusal.empty());
  CHECK(outcome.texts() == c.records);
}

TEST_CASE("An NDJSON file whose last line is not whole is refused as cut short") {
  const auto last = GENERATE(as<std::string>(), "{", "{\"a\":1", "{\"a\":{}", "{\"a\":\"}", "1",
                             "{}}", "{} x", "x");
  CAPTURE(last);
  const auto outcome = read_all("{}\n\n" + last, Format::ndjson);
  CHECK_THAT(outcome.refusal, StartsWith("f, line 3, byte 4: "));
  CHECK_THAT(outcome.refusal, Contains("cut short at byte " + std::to_string(4 + last.size())));
}

TEST_CASE("An NDJSON file that is one array is refused as that, however its blocks are cut") {
  const std::string file =
      GENERATE("[{\"a\":1}]", "[{\"a\":1}]\n", "\n [ \r\n{\"a\":1},\n{}\n]\n", "[]", "[1, 2]");
  for (const std::size_t block : {1U, 9U, 1000U}) {
    CAPTURE(file, block);
    const auto outcome = read_all(file, Format::ndjson, 1000, block);
    CHECK_THAT(outcome.refusal, Contains("the file is one JSON array, not one object per line"));
    CHECK_THAT(outcome.remedy, Contains("json"));
  }
}

TEST_CASE("An NDJSON file with an array among its lines, or as its first, is read on") {
  const std::string file = GENERATE("[]\n{}\n", "[1]\n{}\n", "{}\n[{}]\n{}\n", "x\n[{}]\n");
  CAPTURE(file);
  CHECK(read_all(file, Format::ndjson).refusal.empty());
}
