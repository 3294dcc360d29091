#include <algorithm>
#include <string>
#include <vector>

#include "pickup/parts.hpp"
#include "support/catch.hpp"

using nightjar::pickup::check_numbers;
using nightjar::pickup::comes_before;
using Names = std::vector<std::string>;

TEST_CASE("Names are ordered naturally: numbers by their values") {
  Names names{"b-1", "a-10", "a-2", "a-2b", "a-02", "a", "", "a-1-11", "a-1-9", "A-3"};
  std::sort(names.begin(), names.end(), comes_before);
  CHECK(names == Names{"", "A-3", "a", "a-1-9", "a-1-11", "a-02", "a-2", "a-2b", "a-10", "b-1"});
}

TEST_CASE("A number beyond every type is ordered too") {
  const std::string large(40, '9');
  CHECK(comes_before("a" + large, "a1" + large));
  CHECK_FALSE(comes_before("a1" + large, "a" + large));
}

namespace {

struct Gap {
  Names names;
  Names missing;
};

}  // namespace

TEST_CASE("A number that is missing among the parts is found") {
  const auto& [names, missing] = GENERATE(values<Gap>({
      {{"u-20240101-part1.csv", "u-20240101-part2.csv", "u-20240101-part4.csv"},
       {"u-20240101-part3.csv"}},
      {{"u-20240101-part2.csv"}, {"u-20240101-part1.csv"}},
      {{"u-20240101-1.csv", "u-20240101-3.csv"}, {"u-20240101-2.csv"}},
      {{"u-20240101_0001", "u-20240101_0003"}, {"u-20240101_0002"}},
      {{"u9-2024-01-01", "u11-2024-01-01"},
       {"u1-2024-01-01", "u2-2024-01-01", "u3-2024-01-01", "u4-2024-01-01", "u5-2024-01-01",
        "u6-2024-01-01", "u7-2024-01-01", "u8-2024-01-01", "u10-2024-01-01"}},
      {{"u-09.csv", "u-11.csv", "u-00.csv"},
       {"u-01.csv", "u-02.csv", "u-03.csv", "u-04.csv", "u-05.csv", "u-06.csv", "u-07.csv",
        "u-08.csv", "u-10.csv"}},
      {{"part-00000-aaaa2024-c000.csv", "part-00002-bbbb2024-c000.csv"},
       {"part-00001-aaaa2024-c000.csv"}},
  }));
  CHECK(check_numbers(names).missing == missing);
}

TEST_CASE("A number of all parts tells of those behind the last") {
  const auto& [names, missing] = GENERATE(values<Gap>({
      {{"u-part-3-of-5", "u-part-1-of-5", "u-part-2-of-5"}, {"u-part-4-of-5", "u-part-5-of-5"}},
      {{"u-1of2.csv"}, {"u-2of2.csv"}},
      {{"u-00000-of-00003", "u-00001-of-00003"}, {"u-00002-of-00003"}},
      {{"u_2_OF_3", "u_3_OF_3"}, {"u_1_OF_3"}},
      {{"u-1of1"}, {}},
  }));
  CHECK(check_numbers(names).missing == missing);
}

TEST_CASE("Whole numbers lack nothing, and names without numbers are not checked") {
  const auto names = GENERATE(values<Names>({
      {},
      {"u-20240101.csv"},
      {"u-20240101-2.csv"},
      {"u-1.csv", "u-2.csv", "u-3.csv"},
      {"u-0.csv", "u-1.csv"},
      {"part-0.csv", "part-1.csv"},
      {"u-north.csv", "u-south.csv"},
      {"u-1-1.csv", "u-2-3.csv"},
      {"u-58392.csv", "u-77120.csv"},
      {"u-1.csv", "u-1.csv.gz"},
      {"part-20240101-a.csv", "part-20240101-b.csv"},
      {"part-2024-01-01-a.csv", "part-2024-01-01-b.csv"},
      {"u-99999999999999999999999.csv", "u-1.csv"},
  }));
  const auto numbers = check_numbers(names);
  CHECK(numbers.missing.empty());
  CHECK_FALSE(numbers.contradiction.has_value());
}

TEST_CASE("Parts with the same number, or of different totals, are not of one dump") {
  const auto names = GENERATE(values<Names>({
      {"u-part1.csv", "u-part1.csv.gz"},
      {"u-part-1.csv", "u-part-01.csv"},
      {"u-0230-part1.csv", "u-1430-part1.csv"},
      {"u-1of2", "u-2of3"},
  }));
  const auto numbers = check_numbers(names);
  REQUIRE(numbers.contradiction.has_value());
  CHECK(numbers.contradiction->first == names[0]);
  CHECK(numbers.contradiction->second == names[1]);
}

TEST_CASE("Of very many missing parts only the first are named") {
  CHECK(check_numbers({"u-part1-of-4000000000"}).missing.size() == 1000);
}
