#include <memory>
#include <string>
#include <vector>

#include "feed/record_mapper.hpp"
#include "feed/row.hpp"
#include "postgres/binary.hpp"
#include "support/catch.hpp"

using Catch::Contains;
using nightjar::feed::ColumnType;
using nightjar::feed::Definition;
using nightjar::feed::Format;
using nightjar::feed::MappedRecord;
using nightjar::feed::MappingOutcome;
using nightjar::feed::name_of;
using nightjar::feed::Notation;
using nightjar::feed::Record;
using nightjar::feed::Row;

namespace {

/// A feed of an integer key and one column of each notation.
Definition films() {
  Definition feed;
  feed.schema = "tmdb";
  feed.table = "films";
  feed.format = Format::csv;
  feed.columns = {{"id", ColumnType::integer, "id", {}, Notation::standard, {}},
                  {"genres", ColumnType::jsonb, "genres", {}, Notation::python, {}},
                  {"released", ColumnType::date, "released", {}, Notation::standard, {}},
                  {"budget", ColumnType::integer, "budget", {"0"}, Notation::standard, {}},
                  {"seen_at", ColumnType::timestamptz, "seen_at", {}, Notation::epoch_seconds, {}}};
  feed.key = {0};
  return feed;
}

/// Projects records of one feed, keeping what the last one became.
struct Bench {
  explicit Bench(Definition definition = films(),
                 std::string_view header = "id,genres,released,budget,seen_at")
      : feed(std::move(definition)),
        mapper(nightjar::feed::make_record_mapper(feed, header, "films.csv")) {}

  MappingOutcome map(std::string_view bytes) { return map(bytes, bytes.size()); }
  MappingOutcome map(std::string_view bytes, std::size_t length) {
    padded.assign(bytes);
    padded.append(Record::padding, ' ');
    projection =
        mapper->map(Record{std::string_view(padded).substr(0, bytes.size()), 0, length}, row);
    return projection.outcome;
  }
  [[nodiscard]] std::int64_t integer(std::size_t column) const {
    return nightjar::postgres::read_int64(row.field(column).value());
  }
  [[nodiscard]] std::string violation() const {
    if (!projection.violation) return {};
    return std::string(name_of(projection.violation->reason)) + " " + projection.violation->detail;
  }

  Definition feed;
  std::unique_ptr<nightjar::feed::RecordMapper> mapper;
  std::string padded;
  Row row;
  MappedRecord projection;
};

}  // namespace

TEST_CASE("A column is found under any of its names, and may be missing") {
  Definition feed = films();
  feed.columns[0].other_headers = {"film-id", "Id"};
  feed.columns[3].is_optional = true;
  feed.columns[4].other_headers = {"seen"};
  feed.columns[4].is_optional = true;
  {
    Bench bench(feed, "seen,Id,genres,released");
    REQUIRE(bench.map("60,7,[],") == MappingOutcome::whole);
    CHECK(bench.integer(0) == 7);
    CHECK_FALSE(bench.row.field(3));
    CHECK(bench.row.field(4));
    CHECK(bench.map("seen,Id,genres,released") == MappingOutcome::header);
    CHECK(bench.map("60,7,x,") == MappingOutcome::spoiled);
  }
  {
    Bench bench(feed, "Id,film-id,genres,released");  // the first in the list counts
    REQUIRE(bench.map("1,2,[],") == MappingOutcome::whole);
    CHECK(bench.integer(0) == 2);
    CHECK_FALSE(bench.row.field(4));
  }
  CHECK_THROWS_WITH(Bench(feed, "ID,genres,released"),
                    Contains("the header line lacks id; it has ID"));
}

TEST_CASE("A Python literal becomes canonical JSON, and None a null") {
  Bench bench;
  REQUIRE(bench.map(R"(1,"[{'name': ""Child's Play"", 'id': 16}, None, True]",,,)") ==
          MappingOutcome::whole);
  CHECK(bench.row.field(1) ==
        "\1"
        R"([{"id":16,"name":"Child's Play"},null,true])");
  REQUIRE(bench.map("1,None,,,") == MappingOutcome::whole);
  CHECK_FALSE(bench.row.field(1));
  REQUIRE(bench.map("1,[],,,") == MappingOutcome::whole);
  CHECK(bench.row.field(1) == "\1[]");
}

TEST_CASE("What is no Python literal spoils its record, naming column, reason and place") {
  Bench bench;
  CHECK(bench.map(R"(7,"[{'id': 16, 'name': Drama}]",,,)") == MappingOutcome::spoiled);
  CHECK_THAT(bench.violation(), Contains("wrong_type genres: ") && Contains("at byte 20"));
  CHECK(bench.integer(0) == 7);
  CHECK_FALSE(bench.row.field(1));

  CHECK(bench.map(R"(7,"['\x00']",,,)") == MappingOutcome::spoiled);
  CHECK_THAT(bench.violation(), Contains("genres: "));
  CHECK(bench.map("7," + std::string(300, '[') + std::string(300, ']') + ",,,") ==
        MappingOutcome::spoiled);
  CHECK_THAT(bench.violation(), Contains("genres: "));
}

TEST_CASE("A date in a form that the column does not have says which forms it has") {
  Bench plain;
  CHECK(plain.map("1,,10/30/1995,,") == MappingOutcome::spoiled);
  CHECK(plain.violation() ==
        "wrong_type released: \"10/30/1995\" is not of type date (YYYY-MM-DD)");

  Definition feed = films();
  feed.columns[2].patterns = {"YYYY-MM-DD", "M/D/YYYY"};
  Bench both(feed);
  REQUIRE(both.map("1,,10/30/1995,,") == MappingOutcome::whole);
  const std::string day(both.row.field(2).value());
  REQUIRE(both.map("1,,1995-10-30,,") == MappingOutcome::whole);
  CHECK(both.row.field(2) == day);
  CHECK(both.map("1,,30.10.1995,,") == MappingOutcome::spoiled);
  CHECK(both.violation() ==
        "wrong_type released: \"30.10.1995\" is not of type date (YYYY-MM-DD or M/D/YYYY)");
}

TEST_CASE("Seconds that are none, and seconds beyond all calendars, spoil the record") {
  Bench bench;
  REQUIRE(bench.map("1,,,,946684801") == MappingOutcome::whole);
  CHECK(bench.integer(4) == 1'000'000);  // PostgreSQL counts from 2000
  CHECK(bench.map("1,,,,2009-12-14") == MappingOutcome::spoiled);
  CHECK(bench.violation() ==
        "wrong_type seen_at: \"2009-12-14\" is not of type timestamptz (seconds since 1970)");
  CHECK(bench.map("1,,,,1260759144000000") == MappingOutcome::spoiled);
  CHECK(bench.violation() ==
        "out_of_range seen_at: \"1260759144000000\" is beyond what timestamptz can hold");
}

TEST_CASE("A zero that means unknown is a null, with or without decimals") {
  Bench bench;
  for (const char* zero : {"0", "0.0", ""}) {
    CAPTURE(zero);
    REQUIRE(bench.map(std::string("1,,,") + zero + ",") == MappingOutcome::whole);
    CHECK_FALSE(bench.row.field(3));
  }
  REQUIRE(bench.map("1,,,30000000.0,") == MappingOutcome::whole);
  CHECK(bench.integer(3) == 30'000'000);
}

TEST_CASE("A row of empty fields only is no record, whatever their number") {
  Bench bench;
  for (const char* record : {",,,,", "\"\",,,,\"\"", ",", ",,,,,,,,,"}) {
    CAPTURE(record);
    CHECK(bench.map(record) == MappingOutcome::blank);
    CHECK(bench.violation().empty());
    CHECK(bench.row.columns() == 0);
  }
  CHECK(bench.map(",[],,,") == MappingOutcome::unknown);
  CHECK_THAT(bench.violation(), Contains("missing_key id"));
}

TEST_CASE("A record that cannot be read completely keeps its key if that is before the error") {
  struct Case {
    std::string record;
    std::string violation;
  };
  const auto c = GENERATE(values<Case>({
      {"862,[],1995-10", "malformed it has 3 fields where the header has 5"},
      {"862,[],1995-10-30,1,2,3", "malformed it has 6 fields where the header has 5"},
      {"862,\"[]\"x,1995-10-30,,", "malformed text follows the closing quote of a field"},
      {"862,\"[],1995-10-30,,", "malformed a quoted field is not closed"},
      {"862,['\xff'],1995-10-30,,", "invalid_text not UTF-8"},
      {std::string("862,[],\0,,", 10), "malformed it holds a NUL byte"},
  }));
  CAPTURE(c.record);
  Bench bench;
  CHECK(bench.map(c.record) == MappingOutcome::spoiled);
  CHECK(bench.violation() == c.violation);
  CHECK(bench.integer(0) == 862);
  for (std::size_t column = 1; column < 5; ++column) CHECK_FALSE(bench.row.field(column));
}

TEST_CASE("A record too long to be stored keeps the key at its beginning") {
  Bench bench;
  CHECK(bench.map("862,\"[{'id': 16, 'na", 99'000'000) == MappingOutcome::spoiled);
  CHECK_THAT(bench.violation(), Contains("too_long 99000000 bytes"));
  CHECK(bench.integer(0) == 862);
  CHECK(bench.map("86", 99'000'000) == MappingOutcome::unknown);
}

TEST_CASE("A fragment of a broken record, whose key reads like a date, belongs to no row") {
  Bench bench;
  for (const char* record :
       {" - Written by hand,0.06", "1997-08-20,[],1995-10-30,,", "8\xff,,,,x"}) {
    CAPTURE(record);
    CHECK(bench.map(record) == MappingOutcome::unknown);
    CHECK_FALSE(bench.violation().empty());
    CHECK(bench.row.columns() == 0);
  }
}

TEST_CASE("A text key that is not UTF-8 cannot be read") {
  Definition feed = films();
  feed.columns[0].type = ColumnType::text;
  Bench bench(feed);
  CHECK(bench.map("862\xff,[],,,") == MappingOutcome::unknown);
  CHECK(bench.map("862,\xff,,,") == MappingOutcome::spoiled);
}

TEST_CASE("A value is shown in a violation without cutting a character of UTF-8") {
  Definition feed = films();
  Bench bench(feed);
  std::string cyrillic = "x";
  for (int i = 0; i < 50; ++i) cyrillic += "\xd0\x96";
  CHECK(bench.map("1,,,," + cyrillic) == MappingOutcome::spoiled);
  const std::string shown = bench.violation().substr(0, bench.violation().find("\xe2\x80\xa6"));
  CHECK(shown.ends_with("\xd0\x96"));
}

TEST_CASE("A CSV of a thousand columns and fields of 100 KB is read like any other") {
  Definition feed = films();
  feed.columns.resize(1);
  std::string header = "id";
  std::string record = "5";
  for (int column = 1; column < 1000; ++column) {
    const std::string name = "c" + std::to_string(column);
    feed.columns.push_back({name, ColumnType::text, name, {}, Notation::standard, {}});
    header += "," + name;
    record += "," + (column % 100 == 0 ? std::string(100'000, 'x') : name);
  }
  Bench bench(feed, header);
  REQUIRE(bench.map(record) == MappingOutcome::whole);
  CHECK(bench.row.columns() == 1000);
  CHECK(bench.row.field(100)->size() == 100'000);
  CHECK(bench.row.field(999) == "c999");
}
