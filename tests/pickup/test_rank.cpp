#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "pickup/rank.hpp"
#include "support/catch.hpp"

using namespace nightjar::pickup;
using nightjar::parse_instant;
using nightjar::feed::FilePattern;
using nightjar::feed::Newest;

TEST_CASE("A date is read out of a name however it is written") {
  struct Case {
    std::string name;
    std::string date;
    std::string time;
  };
  const auto c = GENERATE(values<Case>({
      {"reviews-2021-12-17.json.gz", "20211217", ""},
      {"reviews-20211217.json", "20211217", ""},
      {"reviews20211217.json", "20211217", ""},
      {"20211217full.json", "20211217", ""},
      {"reviews_20211217T0230.json", "20211217", "0230"},
      {"reviews_20211217T02Z.json", "20211217", "02"},
      {"reviews-2021-12-17_02-30-15.json", "20211217", "023015"},
      {"reviews-2021-12-17_02-30.json", "20211217", "0230"},
      {"reviews-2021-12-17 02:30:15.json", "20211217", "023015"},
      {"reviews_2021_12_17.json", "20211217", ""},
      {"reviews.2021.12.17.json", "20211217", ""},
      {"reviews-2021121702.json", "20211217", "02"},
      {"20211217023015", "20211217", "023015"},
      {"20211217023015123", "20211217", "023015123"},
      {"v2-2021-12-17", "20211217", ""},
      {"2020-01-01-to-2021-12-17.json", "20211217", ""},
      {"reviews-2021-12-17-01-02.csv", "20211217", ""},
      {"reviews-2021-12-17-1.csv", "20211217", ""},
      {"reviews-20211217-01.csv", "20211217", ""},
      {"reviews-20211217-9999.csv", "20211217", ""},
      {"reviews-2021-13-17.json", "", ""},
      {"reviews-2021-02-30.json", "", ""},
      {"reviews-2021-1217.json", "", ""},
      {"reviews-2021-12_17.json", "", ""},
      {"reviews-00010101.json", "", ""},
      {"reviews-45670101.json", "", ""},
      {"reviews-12345678901.json", "", ""},
      {"reviews-202112171.json", "", ""},
      {"reviews-2021121799.json", "", ""},
      {"part-00000-aaaa2024-0101-c000.csv", "", ""},
      {"part-00000-ab20240101.csv", "", ""},
      {"part-00000-20240101ef.csv", "", ""},
      {"part-00000-3f2a2024-01-01.csv", "", ""},
      {"part-20240101-4f89-11d3-9a0c-0305e82c3301.csv", "", ""},
      {"part-3f2504e0-4f89-11d3-9a0c-aaaa20240101-c000.csv", "", ""},
      {"20240101-3f2504e0-4f89-11d3-9a0c-aaaa20240102.csv", "20240101", ""},
      {"reviews.json", "", ""},
      {"", "", ""},
  }));
  CAPTURE(c.name);
  const NameRank rank = rank_of(c.name);
  CHECK(rank.date == c.date);
  CHECK(rank.time == c.time);
}

TEST_CASE("Letters that the pattern gives are no hexadecimal digits before a date") {
  CHECK(rank_of("feed20240101.csv").date.empty());
  CHECK(rank_of("feed20240101.csv", literal_prefix("feed*.csv")).date == "20240101");
  CHECK(rank_of("feed20240101.csv", literal_prefix("feed2024*.csv")).date == "20240101");
}

TEST_CASE("A version in a name is compared as a number, after date and time") {
  const std::vector<std::string> in_order{
      "u_20231231_v11.csv", "u_20240101.csv",      "u_20240101_v1.csv",     "u_20240101_v2.csv",
      "u_20240101_V9.csv",  "u_20240101_v010.csv", "u_20240101_v10.2.csv",  "u_20240101v10.11.csv",
      "v1_20240102.csv",    "v2_20240102.csv",     "v2_20240102T0100_x.csv"};
  for (std::size_t i = 1; i < in_order.size(); ++i) {
    CAPTURE(in_order[i]);
    CHECK(rank_of(in_order[i - 1]) < rank_of(in_order[i]));
  }
  CHECK(rank_of("u_v2_20240101.csv") == rank_of("u-20240101-v02.csv"));
  CHECK(rank_of("rev2_mv3-v2f.csv").version.empty());
}

TEST_CASE("A file in a folder with a date is older than one in a later folder") {
  const FilePattern pattern{.name = "in/d-{date}/u.csv", .alternatives = {"{date}/u-*.csv"}};
  CHECK(is_older({"in/d-20240101/u.csv", {}}, {"in/d-20240102/u.csv", {}}, pattern));
  CHECK_FALSE(is_older({"in/d-20240102/u.csv", {}}, {"in/d-20240102/u.csv", {}}, pattern));
  CHECK(is_older({"20240102/u-20240101.csv", {}}, {"20240102/u-20240103.csv", {}}, pattern));
  CHECK_FALSE(is_older({"20240103/u-20240101.csv", {}}, {"20240102/u-20240103.csv", {}}, pattern));
  CHECK_FALSE(is_older({"in/d-20240101/x.csv", {}}, {"in/d-20240102/u.csv", {}}, pattern));
}

TEST_CASE("An edition is older than another by the rule of its feed's pattern") {
  const auto early = parse_instant("2024-01-01T02:00:00Z");
  const auto late = parse_instant("2024-01-02T02:00:00Z");
  const FileVersion first{"in/u-20240101.csv", late};
  const FileVersion second{"in/u-20240102.csv", early};
  FilePattern pattern{.name = "in/u-*.csv"};
  CHECK(is_older(first, second, pattern));
  CHECK_FALSE(is_older(second, first, pattern));
  CHECK_FALSE(is_older(first, first, pattern));
  CHECK_FALSE(is_older(first, {"in/u-last.csv", late}, pattern));
  CHECK_FALSE(is_older(first, {"x-20240102.csv", late}, pattern));
  CHECK(is_older(first, second, {.name = "none.csv", .alternatives = {"in/u-*"}}));
  CHECK_FALSE(is_older(first, second, {.name = "in/u-20240101.csv"}));
  pattern.newest = Newest::by_time;
  CHECK(is_older(second, first, pattern));
  CHECK_FALSE(is_older(first, second, pattern));
  CHECK_FALSE(is_older({"in/u-20240102.csv", std::nullopt}, first, pattern));
}
