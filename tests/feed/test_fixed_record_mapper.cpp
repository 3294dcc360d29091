#include <memory>
#include <string>
#include <vector>

#include "feed/record_mapper.hpp"
#include "feed/row.hpp"
#include "feed/span.hpp"
#include "postgres/binary.hpp"
#include "support/catch.hpp"

using nightjar::feed::Column;
using nightjar::feed::ColumnType;
using nightjar::feed::Definition;
using nightjar::feed::Format;
using nightjar::feed::MappingOutcome;
using nightjar::feed::Record;
using nightjar::feed::Row;
using nightjar::feed::Span;
using nightjar::feed::span_of;

namespace {

Column column_at(const std::string& name, ColumnType type, const std::string& at) {
  Column column;
  column.name = name;
  column.type = type;
  column.source = at;
  column.form.is_trimmed = true;
  return column;
}

/// `0001Ada       00012345N` and so on.
Definition accounts() {
  Definition feed;
  feed.schema = "bank";
  feed.table = "accounts";
  feed.format = Format::fixed;
  feed.columns = {column_at("id", ColumnType::integer, "1-4"),
                  column_at("holder", ColumnType::text, "5-14"),
                  column_at("balance", ColumnType::numeric, "15-22"),
                  column_at("is_closed", ColumnType::boolean, "23")};
  feed.columns[2].form.implied_decimals = 2;
  feed.columns[3].form.true_words = {"Y"};
  feed.columns[3].form.false_words = {"N"};
  feed.key = {0};
  return feed;
}

/// What became of one record.
struct Mapped {
  explicit Mapped(const std::string& text, Definition definition = accounts(),
                  std::size_t length = 0)
      : feed(std::move(definition)), padded(text) {
    padded.append(Record::padding, '\0');
    const auto mapped = make_record_mapper(feed, {}, "f")
                            ->map({std::string_view(padded).substr(0, text.size()), 0,
                                   length == 0 ? text.size() : length},
                                  row);
    outcome = mapped.outcome;
    if (mapped.violation) {
      violation = std::string(name_of(mapped.violation->reason)) + " " + mapped.violation->detail;
    }
  }
  [[nodiscard]] std::string text(std::size_t column) const {
    return row.field(column) ? std::string(*row.field(column)) : "null";
  }
  [[nodiscard]] std::int64_t id() const {
    return nightjar::postgres::read_int64(row.field(0).value());
  }

  Definition feed;
  std::string padded;
  Row row;
  MappingOutcome outcome;
  std::string violation;
};

}  // namespace

TEST_CASE("A span is two positions from 1, or one") {
  CHECK(span_of("10-19") == Span{10, 19});
  CHECK(span_of("7") == Span{7, 7});
  CHECK(span_of("7-7") == Span{7, 7});
  for (const char* other : {"", "-", "0-3", "19-10", "3-", "-3", "1-2-3", "1 - 2", "+1-2", "a-b",
                            "1-99999999999999999999999"}) {
    CAPTURE(other);
    CHECK_FALSE(span_of(other));
  }
}

TEST_CASE("Each column of a fixed-width record has its characters, without spaces around them") {
  const Mapped one("0001Ada       00012345Nignored");
  REQUIRE(one.outcome == MappingOutcome::whole);
  CHECK(one.id() == 1);
  CHECK(one.text(1) == "Ada");
  Definition plain = accounts();
  plain.columns[2].form.implied_decimals = 0;
  CHECK(one.text(2) == Mapped("0001            123.45 ", plain).text(2));
  CHECK(one.text(3) == std::string(1, '\0'));
}

TEST_CASE("A record may end before its last column, or inside a text") {
  const Mapped two("0002Grace");
  REQUIRE(two.outcome == MappingOutcome::whole);
  CHECK(two.text(1) == "Grace");
  CHECK(two.text(2) == "null");
  CHECK(two.text(3) == "null");
  CHECK(Mapped("   3").text(1) == "null");
  CHECK(Mapped("0004Grace       ").outcome == MappingOutcome::whole);
}

TEST_CASE("A record that ends inside a number may be cut, and is rejected with its key") {
  const Mapped cut("0002Grace     0001");
  CHECK(cut.outcome == MappingOutcome::spoiled);
  CHECK(cut.violation == "malformed balance: the record ends after 18 characters, inside 15-22");
  CHECK(cut.id() == 2);
  const Mapped key("00");
  CHECK(key.outcome == MappingOutcome::unknown);
  CHECK(key.violation == "malformed id: the record ends after 2 characters, inside 1-4");
}

TEST_CASE("Positions count characters, not bytes, in UTF-8 and in encodings of one byte alike") {
  const Mapped utf8("0005\xc3\x89lo\xc3\xafse \xe2\x82\xac\xf0\x9f\x8e\xb5 00000100N");
  REQUIRE(utf8.outcome == MappingOutcome::whole);
  CHECK(utf8.text(1) == "\xc3\x89lo\xc3\xafse \xe2\x82\xac\xf0\x9f\x8e\xb5");
  Definition feed = accounts();
  feed.encoding = "windows-1252";
  const Mapped latin("0005\xc9lo\xefse \x80  00000100N", feed);
  REQUIRE(latin.outcome == MappingOutcome::whole);
  CHECK(latin.text(1) == "\xc3\x89lo\xc3\xafse \xe2\x82\xac");
  CHECK(latin.text(2) == utf8.text(2));
}

TEST_CASE("Of a record that is not UTF-8, or too long, the key counts if it is before that") {
  const Mapped bad("0006\xff         00000100N");
  CHECK(bad.violation == "invalid_text not UTF-8");
  CHECK(bad.outcome == MappingOutcome::spoiled);
  CHECK(bad.id() == 6);
  Definition feed = accounts();
  feed.key = {1};
  CHECK(Mapped("0006\xff         00000100N", feed).outcome == MappingOutcome::unknown);
  CHECK(Mapped("0006Ada", feed, 99).outcome == MappingOutcome::unknown);
  const Mapped long_one("0006Ada       0", feed, 99);
  CHECK(long_one.outcome == MappingOutcome::spoiled);
  CHECK(long_one.text(1) == "Ada");
}

TEST_CASE("A record of spaces is none, and neither is the end of a file in DOS") {
  CHECK(Mapped("    ").outcome == MappingOutcome::blank);
  CHECK(Mapped("\x1a").outcome == MappingOutcome::blank);
}

TEST_CASE("A text may keep its spaces, be empty, and overlap others") {
  Definition feed = accounts();
  feed.columns[1].form.is_trimmed = false;
  feed.columns.push_back(column_at("initial", ColumnType::text, "5"));
  feed.columns.push_back(column_at("note", ColumnType::text, "30-40"));
  feed.columns.back().form.empty_is_value = true;
  const Mapped kept("0001 Ada      00012345N", feed);
  REQUIRE(kept.outcome == MappingOutcome::whole);
  CHECK(kept.text(1) == " Ada      ");
  CHECK(kept.text(4) == "null");
  CHECK(kept.text(5).empty());
  feed.columns[4].null_if = {"-"};
  CHECK(Mapped("0001-Ada", feed).text(4) == "null");
  CHECK(Mapped("0001+Ada", feed).text(4) == "+");
}

TEST_CASE("A document is read without the spaces around it") {
  Definition feed = accounts();
  feed.columns.push_back(column_at("extra", ColumnType::jsonb, "24-40"));
  feed.columns.back().form.is_trimmed = false;
  CHECK(Mapped("0001Ada       00012345N                 ", feed).text(4) == "null");
  CHECK(Mapped("0001Ada       00012345N  {\"a\": 1}       ", feed).text(4) == "\1{\"a\":1}");
}
