#include <cstdint>
#include <string>
#include <vector>

#include "comparing/live_rows.hpp"
#include "comparing/raw_matcher.hpp"
#include "support/catch.hpp"

using nightjar::fingerprint_of;
using nightjar::comparing::LiveRows;
using nightjar::comparing::RawMatcher;
using nightjar::feed::Kind;
using nightjar::feed::Record;

namespace {

constexpr std::size_t live_rows = 200'000;
/// A table of live rows, and a dump that goes past it.
struct Bench {
  explicit Bench(Kind kind = Kind::snapshot, std::size_t rows = live_rows)
      : raw_matcher(live, kind) {
    for (std::size_t row = 0; row < rows; ++row) {
      live.add(fingerprint_of("row " + std::to_string(row)), static_cast<std::int64_t>(row) + 1);
    }
  }

  /// Lets so many records pass. What the next would be held against is told after.
  LiveRows::Meaning pass(const std::string& what, std::size_t count) {
    constexpr std::size_t block = 1000;
    for (std::size_t at = 0; at < count; at += block) {
      std::vector<std::string> texts;
      for (std::size_t i = at; i < at + block; ++i) texts.push_back(what + std::to_string(i));
      std::vector<Record> records;
      for (const auto& text : texts) records.push_back({text, 0, text.size()});
      raw_matcher.match(records, [](std::uint64_t) { return std::uint64_t{1}; });
    }
    return raw_matcher.match({}, {}).meaning;
  }

  LiveRows live;
  RawMatcher raw_matcher;
};

}  // namespace

TEST_CASE("A raw_matcher asks for the rows' values where a dump is written in another form") {
  Bench bench;
  SECTION("from its beginning") {
    CHECK(bench.pass("reformatted ", 40'000) == LiveRows::Meaning::values);
  }
  SECTION("from its middle") {
    CHECK(bench.pass("row ", live_rows / 2) == LiveRows::Meaning::bytes);
    CHECK(bench.pass("reformatted ", 60'000) == LiveRows::Meaning::values);
  }
}

TEST_CASE("A raw_matcher takes new records at a dump's end for new, however many they are") {
  Bench bench;
  REQUIRE(bench.pass("row ", live_rows) == LiveRows::Meaning::bytes);
  CHECK(bench.pass("new ", live_rows) == LiveRows::Meaning::bytes);
}

TEST_CASE("A raw_matcher does not ask for millions of values for the sake of a few new records") {
  Bench bench(Kind::append, 20 * live_rows);
  CHECK(bench.pass("new ", 40'000) == LiveRows::Meaning::bytes);
  CHECK(bench.pass("new ", 60'000) == LiveRows::Meaning::values);
}

TEST_CASE("A raw_matcher soon sees that a dump that lists all rows has them in another form") {
  Bench bench(Kind::snapshot, 20 * live_rows);
  CHECK(bench.pass("reformatted ", 10'000) == LiveRows::Meaning::values);
}
