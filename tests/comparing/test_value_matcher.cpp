#include <string>
#include <vector>

#include "base/format.hpp"
#include "comparing/comparison_bench.hpp"
#include "support/catch.hpp"

using nightjar::feed::Kind;
using nightjar::support::ComparisonBench;
using nightjar::support::KnownRow;
using nightjar::support::text_of;
using Lines = std::vector<std::string>;

namespace {

/// Longer than PostgreSQL's index takes without compressing it.
std::string long_key(char first) { return std::string(1, first) + std::string(4000, 'k'); }

}  // namespace

TEST_CASE("A record without a key is rejected with its line and text") {
  ComparisonBench bench({});
  CHECK(text_of(bench.run({"a,1", ",5"}).counts) == "read 2, inserted 1, rejected 1");
  CHECK(bench.rejects == Lines{"line 2 missing_key: ,5"});
}

TEST_CASE("A row that the tables cannot store is a spoiled record") {
  ComparisonBench bench({{long_key('x') + ",1", 10}, {"a,1", 11}});
  const auto night = bench.run({long_key('x') + ",2", long_key('y') + ",2", "a,1"});
  CHECK(text_of(night.counts) == "read 3, inserted 1, unchanged 1, rejected 1");
  CHECK(night.gone.empty());
  CHECK(bench.rejects == Lines{"line 1 too_long: " + long_key('x').substr(0, 20)});
}

TEST_CASE("A dump in another notation is compared by the values of the rows") {
  constexpr int books = 30'000;
  std::vector<KnownRow> rows;
  Lines lines;
  for (int i = 0; i < books; ++i) {
    rows.push_back({fmt::format("book {},{}", i, i), i + 1});
    lines.push_back(fmt::format("\"book {}\",{}", i, i % 1000 == 0 ? -1 : i));
  }
  lines.push_back(fmt::format("\"book {}\",{}", books - 1, books - 1));
  ComparisonBench bench(std::move(rows));
  const auto night = bench.run(lines);
  CHECK(text_of(night.counts) == "read 30001, updated 30, unchanged 29970, duplicates 1");
  CHECK(bench.values_read == 1);
}
