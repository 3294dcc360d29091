#include <string>
#include <string_view>

#include "base/format.hpp"
#include "night/shape.hpp"
#include "support/catch.hpp"
#include "support/noise.hpp"

using nightjar::ledger::Outcome;
using nightjar::support::all_shapes;
using nightjar::support::Files;
using nightjar::support::Items;
using nightjar::support::NightBench;
using nightjar::support::noise;
using nightjar::support::Shape;
using nightjar::support::ShapeBench;
using nightjar::support::told;

namespace {

template <class Test>
void for_each(const std::vector<Shape>& shapes, Test&& test) {
  for (const Shape& shape : shapes) {
    INFO(shape.name());
    ShapeBench bench(shape);
    test(bench, shape);
  }
}

/// Digits of a number that are not those of another seed.
std::string digits(std::size_t count, std::uint64_t seed = 1) {
  std::string text = "1";
  for (std::uint64_t state = seed; text.size() < count;) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    text += static_cast<char>('0' + (state >> 40U) % 10);
  }
  return text;
}

/// The key of two texts, and one of numbers.
constexpr std::string_view pairs =
    "  pairs:\n    file: dump\n    format: csv\n    kind: snapshot\n"
    "    key: [left_code, right_code]\n    guards: {max_rejected_percent: 100}\n"
    "    columns:\n      left_code: {type: text}\n      right_code: {type: text}\n";
constexpr std::string_view events =
    "  events:\n    file: dump\n    format: csv\n    kind: append\n"
    "    key: [number, at_time, price, on_day, is_open]\n"
    "    guards: {max_rejected_percent: 100}\n    columns:\n      number: {type: integer}\n"
    "      at_time: {type: timestamptz}\n      price: {type: numeric}\n      on_day: {type: date}\n"
    "      is_open: {type: boolean}\n      note: {type: text}\n";

}  // namespace

TEST_CASE("A key that no index can hold is the reject too_long of its record, on any night",
          "[server]") {
  for_each(all_shapes(), [](ShapeBench& bench, const Shape& shape) {
    const std::string line = shape.format == nightjar::feed::Format::csv ? "3" : "2";
    const Items items{{"a", "x"}, {"k" + noise(3000), "y"}, {"c", "z"}};
    const auto first = bench.night(1, items);
    CHECK(told(first) == "read 3, inserted 2, rejected 1");
    CHECK(bench.rejects(first) == line + ":too_long");
    CHECK(bench.query("SELECT raw FROM nightjar.rejects") == shape.record(items[1]));
    CHECK(bench.query("SELECT position FROM nightjar.rejects") ==
          std::to_string(shape.dump(items).find(shape.record(items[1]))));
    CHECK(bench.table() == "a:x@1 c:z@1");
    const auto second = bench.night(2, Items{{"a", "x"}, {"k" + noise(2720), "q"}, {"c", "w"}});
    CHECK(told(second) == "read 3, updated 1, unchanged 1, rejected 1");
    CHECK(bench.rejects(second) == line + ":too_long");
    const auto third = bench.night(3, Items{{"a", "v"}, {"k" + noise(2720), "q"}, {"c", "w"}});
    CHECK(told(third) == "read 3, updated 1, unchanged 1, rejected 1");
    CHECK(bench.table() == "a:v@3 c:w@2");
  });
}

TEST_CASE("A key of exactly what an index holds is loaded, and one byte more is not", "[server]") {
  ShapeBench bench(Shape{});
  // A tuple of 2704 bytes: 8 of a header, 4 of a length.
  CHECK(told(bench.night(1, Items{{noise(2692), "x"}, {noise(2693, 2), "y"}})) ==
        "read 2, inserted 1, rejected 1");
  CHECK(
      bench.query("SELECT detail FROM nightjar.rejects") ==
      "code: 2693 bytes, more than PostgreSQL can hold: index row size 2712 exceeds btree version "
      "4 maximum 2704");
  CHECK(told(bench.night(2, Items{{noise(2692), "z"}, {noise(2693, 2), "y"}})) ==
        "read 2, updated 1, rejected 1");
}

TEST_CASE("A long key that PostgreSQL can compress is loaded and kept like any other", "[server]") {
  for_each({{}, {.key = Shape::Key::compound}}, [](ShapeBench& bench, const Shape&) {
    const std::string longest = std::string(20'000, 'k');
    CHECK(told(bench.night(1, Items{{longest, "x"}, {noise(3000), "y"}})) ==
          "read 2, inserted 1, rejected 1");
    CHECK(told(bench.night(2, Items{{longest, "y"}})) == "read 1, updated 1");
    CHECK(told(bench.night(3, Items{{"b", "y"}})) == "read 1, inserted 1, deleted 1");
    CHECK(told(bench.night(4, Items{{"b", "y"}, {longest, "y"}})) ==
          "read 2, restored 1, unchanged 1");
  });
}

TEST_CASE("Parts of a key that are too long only together are reported together", "[server]") {
  NightBench bench{std::string(pairs)};
  const std::string dump = "left_code,right_code\na,b\n" + noise(1500) + "," + noise(1400, 2) +
                           "\n" + noise(1500, 3) + ",b\n";
  CHECK(told(bench.night(1, {{"dump", dump}})) == "read 3, inserted 2, rejected 1");
  CHECK(
      bench.query("SELECT line, detail FROM nightjar.rejects") ==
      "3|left_code and right_code: 2900 bytes, more than PostgreSQL can hold: index row size 2920 "
      "exceeds btree version 4 maximum 2704");
}

TEST_CASE("A key of numbers can be too long, too", "[server]") {
  NightBench bench{std::string(events)};
  const auto record = [](const std::string& price) {
    return "1,2022-01-01T00:00:00Z," + price + ",2022-01-01,true,x\n";
  };
  const std::string header = "number,at_time,price,on_day,is_open,note\n";
  const std::string dump = header + record("1") + record(digits(9000)) + record(digits(4000));
  CHECK(told(bench.night(1, {{"dump", dump}})) == "read 3, inserted 2, rejected 1");
  CHECK(told(bench.night(2, {{"dump", dump + record("2")}})) ==
        "read 4, inserted 1, unchanged 2, rejected 1");
  CHECK(bench.query("SELECT DISTINCT line, reason FROM nightjar.rejects") == "3|too_long");
}

TEST_CASE("Each record of a key that is too long is a reject, whatever it says", "[server]") {
  ShapeBench bench(Shape{});
  const std::string key = noise(3000);
  bench.night(1, Items{{"a", "x"}});
  CHECK(told(bench.night(2, Items{{key, "x"}, {"a", "x"}, {key, "x"}, {key, "y", "many"}})) ==
        "read 4, unchanged 1, rejected 3");
  CHECK(bench.query("SELECT string_agg(reason, ' ' ORDER BY position) FROM nightjar.rejects") ==
        "too_long too_long wrong_type");
  CHECK(bench.table() == "a:x@1");
}

TEST_CASE("Keys that are too long are found without a fingerprint cache, too", "[server]") {
  ShapeBench bench(Shape{});
  const Items items{{"a", "x"}, {noise(3000), "y"}, {std::string(9000, 'k'), "z"}};
  bench.night(1, items);
  std::filesystem::remove(bench.fingerprint_cache("singles"));
  CHECK(told(bench.night(2, items)) == "read 3, unchanged 2, rejected 1");
  CHECK(bench.night(3, items).outcome == Outcome::unchanged);
}

TEST_CASE("Of many long keys each finds its own fate", "[server]") {
  ShapeBench bench(Shape{});
  Items items;
  for (std::uint64_t i = 0; i < 400; ++i)
    items.push_back({noise(i % 7 == 3 ? 2800 : 2600, i), "x"});
  CHECK(told(bench.night(1, items)) == "read 400, inserted 343, rejected 57");
  CHECK(bench.query("SELECT count(*) FROM nightjar.rejects WHERE (line - 1) % 7 = 3") == "57");
  CHECK(told(bench.night(2, items)) == "read 400, unchanged 343, rejected 57");
}

TEST_CASE("A value too long for an index that a DBA has added spoils its record only", "[server]") {
  ShapeBench bench(Shape{});
  bench.query("CREATE INDEX singles_by_note ON shop.singles (upper(note))");
  const std::string note = noise(3000);
  CHECK(told(bench.night(1, Items{{"a", "x"}, {"b", note}})) == "read 2, inserted 1, rejected 1");
  CHECK(told(bench.night(2, Items{{"a", note}, {"b", "y"}})) == "read 2, inserted 1, rejected 1");
  CHECK(bench.table() == "a:x@1 b:y@2");  // listed, but spoiled: it stays as it is
  bench.night(3, Items{{"b", "y"}});
  CHECK(told(bench.night(4, Items{{"a", note}, {"b", "y"}})) == "read 2, unchanged 1, rejected 1");
  CHECK(bench.table() == "a:x@1-3 b:y@2");
  bench.query("DROP INDEX shop.singles_by_note");
  CHECK(told(bench.night(5, Items{{"a", note}, {"b", "y"}})) == "read 2, restored 1, unchanged 1");
}
