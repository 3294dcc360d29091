#include <string>
#include <vector>

#include "comparing/comparison_bench.hpp"
#include "support/catch.hpp"

using nightjar::feed::Kind;
using nightjar::feed::Match;
using nightjar::support::ComparisonBench;
using nightjar::support::KnownRow;
using nightjar::support::text_of;
using Ids = std::vector<std::int64_t>;
using Lines = std::vector<std::string>;
using Ordinals = std::vector<nightjar::feed::Ordinal>;

namespace {

const std::vector<KnownRow> two_books{{"a,1", 10}, {"b,2", 11}};

}  // namespace

TEST_CASE("A first night inserts every record") {
  ComparisonBench bench({});
  const auto night = bench.run({"a,1", "b,2"});
  CHECK(text_of(night.counts) == "read 2, inserted 2");
  CHECK(night.live_before == 0);
  CHECK(night.news_at_end == std::vector<std::size_t>{0});
  CHECK(bench.remembered() == Ids{1000, 1001});
}

TEST_CASE("The same dump again changes nothing, by its bytes or by its values") {
  const auto meaning = GENERATE(ComparisonBench::Meaning::bytes, ComparisonBench::Meaning::values);
  ComparisonBench bench(two_books, meaning);
  const auto night = bench.run({"a,1", "b,2"});
  CHECK(text_of(night.counts) == "read 2, unchanged 2");
  CHECK(night.counts.changed_nothing());
  CHECK(night.news_at_end.empty());
  CHECK(bench.remembered() == Ids{10, 11});
}

TEST_CASE("A record in another notation is unchanged, and no news") {
  ComparisonBench bench(two_books);
  const auto night = bench.run({"a,1", "\"b\",2"});
  CHECK(text_of(night.counts) == "read 2, unchanged 2");
  CHECK(night.news_at_end.empty());
  CHECK(bench.remembered() == Ids{10, 11});
}

TEST_CASE("Records are inserted, updated and restored, and rows without one deleted") {
  ComparisonBench bench({{"a,1", 10}, {"b,2", 11}, {"c,3", 12, Match::Row::deleted}});
  const auto night = bench.run({"a,9", "c,3", "d,4"});
  CHECK(text_of(night.counts) == "read 3, inserted 1, updated 1, deleted 1, restored 1");
  CHECK(night.counts.balance());
  CHECK(night.live_before == 2);
  CHECK(night.gone == Ids{11});
  CHECK(bench.remembered() == Ids{10, 12, 1002});
}

TEST_CASE("Of an append a row without a record stays, and is remembered") {
  const auto meaning = GENERATE(ComparisonBench::Meaning::bytes, ComparisonBench::Meaning::values);
  ComparisonBench bench(two_books, meaning, Kind::append);
  const auto night = bench.run({"c,3"});
  CHECK(text_of(night.counts) == "read 1, inserted 1");
  CHECK(night.gone.empty());
  CHECK(bench.remembered() == Ids{1000, 10, 11});
}

TEST_CASE("A row whose record is spoiled is not deleted") {
  ComparisonBench bench(two_books);
  const auto night = bench.run({"a,1", "b,many"});
  CHECK(text_of(night.counts) == "read 2, unchanged 1, rejected 1");
  CHECK(night.gone.empty());
  CHECK(bench.rejects == Lines{"line 2 wrong_type: b,many"});
  CHECK(bench.remembered() == Ids{10, 11});
}

TEST_CASE("Of a key that is both whole and spoiled the whole record counts") {
  const auto lines = GENERATE(Lines{"a,1", "b,many", "b,3"}, Lines{"a,1", "b,3", "b,many"});
  ComparisonBench bench(two_books);
  CHECK(text_of(bench.run(lines).counts) == "read 3, updated 1, unchanged 1, rejected 1");
}

TEST_CASE("A spoiled record of a deleted row restores nothing") {
  ComparisonBench bench({{"a,1", 10, Match::Row::deleted}});
  CHECK(text_of(bench.run({"a,many"}).counts) == "read 1, rejected 1");
}

TEST_CASE("A record that repeats another is a duplicate, whatever its notation") {
  const auto again = GENERATE(as<std::string>{}, "b,2", "\"b\",2");
  const auto meaning = GENERATE(ComparisonBench::Meaning::bytes, ComparisonBench::Meaning::values);
  ComparisonBench bench(two_books, meaning);
  const auto night = bench.run({"a,1", "b,2", again, again});
  CHECK(text_of(night.counts) == "read 4, unchanged 2, duplicates 2");
  CHECK(night.late_rejects.empty());
  CHECK(bench.remembered() == Ids{10, 11});
}

TEST_CASE("Of two new records of a key the first wins") {
  ComparisonBench bench({});
  const auto night = bench.run({"a,1", "a,2", "\"a\",1"});
  CHECK(text_of(night.counts) == "read 3, inserted 1, duplicates 1, rejected 1");
  CHECK(night.late_rejects == Ordinals{1});
  CHECK(bench.remembered() == Ids{1000});
}

TEST_CASE("A changed record after last night's own loses, and is withdrawn") {
  ComparisonBench bench(two_books);
  const auto night = bench.run({"a,1", "b,2", "b,3", "\"b\",2", "\"b\",3"});
  CHECK(text_of(night.counts) == "read 5, unchanged 2, duplicates 1, rejected 2");
  CHECK(night.withdrawn == Ordinals{2});
  CHECK(night.late_rejects == Ordinals{2, 4});
  CHECK(bench.remembered() == Ids{10, 11});
}

TEST_CASE("Last night's own record after a changed one loses") {
  ComparisonBench bench(two_books);
  const auto night = bench.run({"a,1", "b,3", "b,2", "b,2"});
  CHECK(text_of(night.counts) == "read 4, updated 1, unchanged 1, rejected 2");
  CHECK(night.withdrawn.empty());
  CHECK(night.late_rejects == Ordinals{2, 3});
  CHECK(bench.remembered() == Ids{10, 11});
}

TEST_CASE("Blank rows and headers are no records") {
  ComparisonBench bench(two_books);
  const auto night = bench.run({"a,1", ",", "id,pages", "b,2"});
  CHECK(text_of(night.counts) == "read 2, unchanged 2, blank 1, repeated headers 1");
  CHECK(bench.rejects.empty());
}

TEST_CASE("The last record is news if it is new, changed or rejected") {
  struct Case {
    std::string last;
    bool is_news;
  };
  const auto [last, is_news] = GENERATE(values<Case>(
      {{"b,2", false}, {"\"b\",2", false}, {"b,3", true}, {"c,3", true}, {"b,many", true}}));
  ComparisonBench bench(two_books);
  CHECK(bench.run({"a,1", last}).news_at_end.size() == (is_news ? 1 : 0));
}
