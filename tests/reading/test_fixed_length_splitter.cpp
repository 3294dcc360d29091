#include "reading/reading_all.hpp"
#include "support/catch.hpp"

using Catch::Matchers::StartsWith;
using nightjar::csv::undivided_lines;
using nightjar::feed::ColumnType;
using nightjar::feed::Definition;
using nightjar::feed::Format;
using namespace nightjar::reading;
using Texts = std::vector<std::string>;

namespace {

/// A feed of records of two columns, of which the second ends with character 6.
Definition fixed_feed() {
  Definition feed = feed_of(Format::fixed);
  feed.csv = undivided_lines();
  feed.columns = {{"id", ColumnType::text, "1-3", {}, {}, {}},
                  {"name", ColumnType::text, "4-6", {}, {}, {}}};
  return feed;
}

Definition records_of(std::size_t length) {
  Definition feed = fixed_feed();
  feed.record_length = length;
  return feed;
}

}  // namespace

TEST_CASE("The records of a fixed-width file are its lines, whatever they contain") {
  Definition feed = fixed_feed();
  feed.csv.skip_lines = 1;
  feed.csv.comment = "*";
  feed.csv.trailer = "T{records}*";
  const std::string file = "H2024\n001,\"a\n* no record\r\n\n002b\"c\r\n003\n   \nT0004 \n";
  const auto block = GENERATE(1U, 2U, 7U, 1000U);
  const auto outcome = read_all(file, feed, block);
  CHECK(outcome.refusal.empty());
  CHECK(outcome.texts() == Texts{"001,\"a", "002b\"c", "003", "   "});
  CHECK(outcome.records[1].line == 5);
}

TEST_CASE("A fixed-width file may have a line end of its own") {
  Definition feed = fixed_feed();
  feed.csv.line_end = "~";
  CHECK(read_all("001abc~\n002d\ne~003ghi~\n", feed).texts() ==
        Texts{"001abc", "002d\ne", "003ghi"});
}

TEST_CASE("A fixed-width file whose last line lacks its end and some columns is cut short") {
  const auto block = GENERATE(1U, 5U, 1000U);
  const Definition feed = fixed_feed();
  const std::string whole = "001abcd\n002efgh\n";
  CHECK_THAT(read_all(whole + "003i", feed, block).refusal,
             StartsWith("f, line 3, byte 16: the file is cut short at byte 20: its last line has "
                        "no end, and 4 of 6 characters"));
  CHECK(read_all(whole + "003ijk", feed, block).texts().size() == 3);
  CHECK(read_all(whole + "003i\n", feed, block).texts().size() == 3);
  CHECK(read_all("001\n002", feed, block).texts().size() == 2);
  CHECK(read_all("001abcd\n\x1a", feed, block).refusal.empty());
}

TEST_CASE("Characters of a last line are counted in the encoding of the feed") {
  Definition feed = fixed_feed();
  CHECK_THAT(read_all("001abc\n002\xc3\xa9\xc3\xa9", feed).refusal,
             Catch::Contains("5 of 6 characters"));
  CHECK(read_all("001abc\n002\xc3\xa9\xc3\xa9\xc3\xa9", feed).refusal.empty());
  feed.encoding = "latin1";
  CHECK(read_all("001abc\n002\xe9\xe9\xe9", feed).refusal.empty());
}

TEST_CASE("Records of one length need nothing between them") {
  const auto block = GENERATE(1U, 3U, 4U, 1000U);
  const Definition feed = records_of(6);
  CHECK(read_all("001a\nb002c\"d", feed, block).texts() == Texts{"001a\nb", "002c\"d"});
  CHECK(read_all("001abc\r\n", feed, block).texts() == Texts{"001abc"});
  CHECK(read_all("001abc\x1a", feed, block).texts() == Texts{"001abc"});
  CHECK(read_all("", feed, block).texts().empty());
  CHECK_THAT(read_all("001abc002d", feed, block).refusal,
             StartsWith("f, line 1, byte 6: the file is cut short at byte 10: its last record has "
                        "4 of 6 bytes"));
}

TEST_CASE("Records of one length may begin with some to be left out, and end with a trailer") {
  Definition feed = records_of(4);
  feed.csv.skip_lines = 1;
  feed.csv.trailer = "T{records}";
  const auto block = GENERATE(1U, 5U, 1000U);
  CHECK(read_all("H  1a  1a  2T002", feed, block).texts() == Texts{"a  1", "a  2"});
  CHECK_THAT(read_all("H  1a  1T002", feed, block).refusal,
             Catch::Contains("the trailer counts 2 records, but the file has 1"));
  CHECK_THAT(read_all("H  1a  1", feed, block).refusal, Catch::Contains("without its trailer"));
}

TEST_CASE("A fixed-width record that is too long is rejected without being stored") {
  Definition feed = fixed_feed();
  feed.max_record_bytes = 10;
  const auto block = GENERATE(1U, 7U, 1000U);
  const auto outcome = read_all("001abc\n002" + std::string(90, 'x') + "\n003\n", feed, block);
  REQUIRE(outcome.records.size() == 3);
  CHECK(outcome.records[1].length == 93);
  CHECK(outcome.records[1].bytes == "002xxxxxxx");
}
