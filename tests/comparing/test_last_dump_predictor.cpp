#include <string>
#include <vector>

#include "comparing/raw_matcher.hpp"
#include "support/catch.hpp"

using nightjar::fingerprint_of;
using nightjar::comparing::LiveRows;
using nightjar::comparing::RawMatcher;
using nightjar::feed::Record;
using Row = std::optional<std::uint32_t>;

namespace {

bool anywhere(std::string_view, std::size_t) { return true; }

/// Live rows by their records' texts, and a dump that is read a block at a time.
struct Bench {
  explicit Bench(const std::vector<std::string>& texts) {
    std::int64_t row_id = 0;
    for (const auto& text : texts) {
      live.add(fingerprint_of(text), ++row_id, static_cast<std::uint32_t>(text.size()));
    }
  }

  /// Who the records of a block are: first the reader asks, then they are recognised.
  std::vector<Row> read(const std::vector<std::string>& texts) {
    std::vector<Row> rows;
    std::vector<Record> records;
    for (const auto& text : texts) {
      const auto hit = raw_matcher.predictor().predict(text + " and so on", anywhere);
      rows.push_back(hit ? Row(hit->row) : Row());
      records.push_back({text, 0, text.size(), rows.back()});
    }
    const auto batch = raw_matcher.match(records, [](std::uint64_t) { return 1U; });
    unknown = batch.unknown.size();
    return rows;
  }

  LiveRows live;
  RawMatcher raw_matcher{live, nightjar::feed::Kind::snapshot};
  std::size_t unknown = 0;  ///< of the last block
};

}  // namespace

TEST_CASE("A predictor finds records in last night's order, beyond deleted or changed ones") {
  Bench bench({"one", "two", "three", "four", "five", "six"});
  CHECK(bench.read({"one", "changed", "three", "five"}) == std::vector<Row>{0, {}, 2, 4});
  CHECK(bench.unknown == 1);
  CHECK(bench.read({"new", "six", "newer"}) == std::vector<Row>{{}, 5, {}});
  CHECK(bench.unknown == 2);
}

TEST_CASE("A predictor goes on where the block before it was found to end") {
  Bench bench({"one", "two", "three", "four", "five", "six", "seven", "eight", "nine"});
  // The dump begins elsewhere than last night's: found by the index, and from then on predicted.
  CHECK(bench.read({"eight"}) == std::vector<Row>{{}});
  CHECK(bench.unknown == 0);
  CHECK(bench.read({"nine", "one"}) == std::vector<Row>{8, {}});
  CHECK(bench.read({"two"}) == std::vector<Row>{1});
}

TEST_CASE("A record that is predicted a second time is a repetition") {
  Bench bench({"one", "two", "three"});
  bench.read({"two", "one", "two"});
  CHECK(bench.raw_matcher.repeats().size() == 1);
  CHECK(bench.unknown == 0);
}

TEST_CASE("Rows whose records' lengths are not known are not predicted, but recognised") {
  Bench bench({});
  bench.live.add(fingerprint_of("one"), 1);
  CHECK(bench.read({"one"}) == std::vector<Row>{{}});
  CHECK(bench.unknown == 0);
}

TEST_CASE("A raw_matcher finds its way again after many rows in a row are gone") {
  std::vector<std::string> texts;
  for (int i = 0; i < 100'000; ++i) texts.push_back("record " + std::to_string(i));
  Bench bench(texts);
  bench.read({texts.begin(), texts.begin() + 10});
  bench.read({texts.begin() + 3000, texts.begin() + 4000});
  CHECK(bench.unknown < 10);
  bench.read({texts.begin() + 90'000, texts.begin() + 91'000});
  CHECK(bench.unknown < 70);
  bench.read({texts.begin() + 91'000, texts.end()});
  CHECK(bench.unknown == 0);
}

TEST_CASE(
    "A few records that stand elsewhere than last night are left for the table to recognise") {
  std::vector<std::string> texts;
  for (int i = 0; i < 100'000; ++i) texts.push_back("record " + std::to_string(i));
  Bench bench(texts);
  bench.read({texts[90'000], texts[50'000]});
  CHECK(bench.unknown == 2);
  // Many are worth an index of all rows.
  std::vector<std::string> backwards(texts.rbegin(), texts.rbegin() + 10'000);
  bench.read(backwards);
  bench.read({texts[50'000], texts[50'001], texts[40'000]});
  CHECK(bench.unknown == 0);
}

TEST_CASE("A predictor of rows that turn to values recalls nothing any more") {
  std::vector<std::string> texts;
  for (int i = 0; i < 60'000; ++i) texts.push_back("record " + std::to_string(i));
  Bench bench(texts);
  bench.read({texts[0]});
  bench.read(std::vector<std::string>(30'000, "reformatted"));
  REQUIRE(bench.raw_matcher.match({}, {}).meaning == LiveRows::Meaning::values);
  bench.live.turn_to_values();  // as the value matcher does, while the next block is being read
  CHECK(bench.read({texts[1], texts[2]}) == std::vector<Row>{{}, {}});
  CHECK(bench.unknown == 2);
}
