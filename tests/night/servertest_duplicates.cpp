#include <string>
#include <vector>

#include "night/shape.hpp"
#include "support/catch.hpp"

namespace feed = nightjar::feed;
using nightjar::ledger::Outcome;
using nightjar::support::all_shapes;
using nightjar::support::Files;
using nightjar::support::Items;
using nightjar::support::Shape;
using nightjar::support::ShapeBench;
using nightjar::support::snapshots;
using nightjar::support::told;

namespace {

const Shape ndjson{.format = feed::Format::ndjson};

template <class Test>
void for_each(const std::vector<Shape>& shapes, Test&& test) {
  for (const Shape& shape : shapes) {
    INFO(shape.name());
    ShapeBench bench(shape);
    test(bench, shape);
  }
}

}  // namespace

TEST_CASE("Two records of one key with other values never make a version, however many nights come",
          "[server]") {
  for_each(all_shapes(), [](ShapeBench& bench, const Shape&) {
    const Items dump{{"a", "first"}, {"b", "y"}, {"a", "second"}};
    CHECK(told(bench.night(1, dump)) == "read 3, inserted 2, rejected 1");
    const std::string rows = bench.row_versions();
    for (int day = 2; day <= 6; ++day) {
      const auto report = bench.night(day, dump);
      CHECK(report.outcome == Outcome::unchanged);
      CHECK(told(report) == "read 3, unchanged 2, rejected 1");
    }
    CHECK(bench.row_versions() == rows);
    CHECK(bench.history() == "a:first@1- b:y@1-");
  });
}

TEST_CASE("Two records of one key that change places change the row once a night, not twice",
          "[server]") {
  for_each(all_shapes(), [](ShapeBench& bench, const Shape&) {
    bench.night(1, Items{{"a", "first"}, {"a", "second"}});
    CHECK(told(bench.night(2, Items{{"a", "second"}, {"a", "first"}})) ==
          "read 2, updated 1, rejected 1");
    CHECK(bench.history() == "a:first@1-2 a:second@2-");
    CHECK(told(bench.night(3, Items{{"a", "second"}, {"a", "first"}})) ==
          "read 2, unchanged 1, rejected 1");
  });
}

TEST_CASE("A new record before a known one of its key wins", "[server]") {
  for_each(all_shapes(), [](ShapeBench& bench, const Shape& shape) {
    bench.night(1, Items{{"a", "known"}, {"b", "y"}});
    const auto second = bench.night(2, Items{{"a", "new"}, {"b", "y"}, {"a", "known"}});
    CHECK(told(second) == "read 3, updated 1, unchanged 1, rejected 1");
    CHECK(bench.history() == "a:known@1-2 a:new@2- b:y@1-");
    CHECK(bench.query("SELECT raw FROM nightjar.rejects") == shape.record({"a", "known"}));
    CHECK(told(bench.night(3, Items{{"a", "new"}, {"b", "y"}, {"a", "known"}})) ==
          "read 3, unchanged 2, rejected 1");
  });
}

TEST_CASE("A new record after a known one of its key loses", "[server]") {
  for_each(all_shapes(), [](ShapeBench& bench, const Shape& shape) {
    bench.night(1, Items{{"a", "known"}, {"b", "y"}});
    const auto second = bench.night(2, Items{{"a", "known"}, {"b", "y"}, {"a", "new"}});
    CHECK(told(second) == "read 3, unchanged 2, rejected 1");
    CHECK(second.outcome == Outcome::unchanged);
    CHECK(bench.history() == "a:known@1- b:y@1-");
    CHECK(bench.query("SELECT raw FROM nightjar.rejects") == shape.record({"a", "new"}));
    CHECK(told(bench.night(3, Items{{"a", "known"}, {"b", "y"}, {"a", "new"}})) ==
          "read 3, unchanged 2, rejected 1");
  });
}

TEST_CASE("Of three records of a known key the first decides which of the others are duplicates",
          "[server]") {
  struct Case {
    const char* notes[3];
    const char* counts;
    const char* history;
  };
  const std::vector<Case> cases{
      {{"known", "new", "new"}, "read 3, unchanged 1, rejected 2", "a:known@1-"},
      {{"known", "new", "known"}, "read 3, unchanged 1, duplicates 1, rejected 1", "a:known@1-"},
      {{"known", "known", "new"}, "read 3, unchanged 1, duplicates 1, rejected 1", "a:known@1-"},
      {{"new", "known", "new"},
       "read 3, updated 1, duplicates 1, rejected 1",
       "a:known@1-2 a:new@2-"},
      {{"new", "new", "known"},
       "read 3, updated 1, duplicates 1, rejected 1",
       "a:known@1-2 a:new@2-"},
      {{"new", "known", "known"}, "read 3, updated 1, rejected 2", "a:known@1-2 a:new@2-"},
      {{"new", "other", "known"}, "read 3, updated 1, rejected 2", "a:known@1-2 a:new@2-"}};
  for_each(all_shapes(), [&](ShapeBench& bench, const Shape&) {
    for (const Case& one : cases) {
      INFO(one.notes[0] << " " << one.notes[1] << " " << one.notes[2]);
      bench.forget_all();
      bench.night(1, Items{{"a", "known"}});
      const Items dump{{"a", one.notes[0]}, {"a", one.notes[1]}, {"a", one.notes[2]}};
      CHECK(told(bench.night(2, dump)) == one.counts);
      CHECK(bench.history() == one.history);
      CHECK(bench.night(3, dump).outcome == Outcome::unchanged);
      CHECK(bench.history() == one.history);
    }
  });
}

TEST_CASE("Two records of a deleted key that is back are taken as any two of one key", "[server]") {
  for_each(snapshots(), [](ShapeBench& bench, const Shape&) {
    bench.night(1, Items{{"a", "x"}, {"b", "y"}});
    bench.night(2, Items{{"b", "y"}});
    CHECK(told(bench.night(3, Items{{"a", "back"}, {"b", "y"}, {"a", "x"}, {"a", "back"}})) ==
          "read 4, restored 1, unchanged 1, duplicates 1, rejected 1");
    CHECK(bench.history() == "a:x@1-2 a:back@3- b:y@1-");
  });
}

TEST_CASE("A duplicate that is written in another way is a duplicate, every night", "[server]") {
  ShapeBench bench(ndjson);
  const std::string one = R"({"code":"a","note":"x"})";
  const std::string spaced = R"({ "code": "a", "note": "x" })";
  const std::string turned = R"({"note":"\u0078","code":"a","amount":null})";
  CHECK(told(bench.night(1, Files{{"dump.json", one + "\n" + spaced + "\n" + turned}})) ==
        "read 3, inserted 1, duplicates 2");
  const std::string rows = bench.row_versions();
  CHECK(told(bench.night(2, Files{{"dump.json", one + "\n" + spaced + "\n" + turned}})) ==
        "read 3, unchanged 1, duplicates 2");
  CHECK(told(bench.night(3, Files{{"dump.json", turned + "\n" + spaced + "\n" + one}})) ==
        "read 3, unchanged 1, duplicates 2");
  CHECK(told(bench.night(4, Files{{"dump.json", spaced}})) == "read 1, unchanged 1");
  CHECK(bench.row_versions() == rows);
}

TEST_CASE("A duplicate with other values among reformatted records flips nothing", "[server]") {
  ShapeBench bench(ndjson);
  const std::string first = R"({"code":"a","note":"first"})";
  const std::string second = R"({"code":"a","note":"second"})";
  const std::string first_anew = R"({ "note": "first", "code": "a" })";
  const std::string second_anew = R"({ "note": "second", "code": "a" })";
  bench.night(1, Files{{"dump.json", first + "\n" + second}});
  const std::string rows = bench.row_versions();
  double day = 1;
  for (const auto& dump : {first_anew + "\n" + second, first + "\n" + second_anew,
                           first_anew + "\n" + second_anew + "\n" + first}) {
    const auto report = bench.night(++day, Files{{"dump.json", dump}});
    CHECK(report.outcome == Outcome::unchanged);
    CHECK(report.feeds.front().counts.rejected == 1);
  }
  CHECK(bench.row_versions() == rows);
}

TEST_CASE("A row that lost its record to another is listed with the text and place of that record",
          "[server]") {
  ShapeBench bench(ndjson);
  const std::string known = ndjson.record({"a", "known"});
  bench.night(1, Items{{"a", "known"}});
  const auto report = bench.night(2, Items{{"b", "y"}, {"a", "new"}, {"a", "known"}});
  const std::size_t offset =
      ndjson.record({"b", "y"}).size() + ndjson.record({"a", "new"}).size() + 2;
  CHECK(bench.query("SELECT run_id, feed, reason, position, line, raw FROM nightjar.rejects") ==
        std::to_string(*report.run_id) + "|shop.singles|duplicate_key|" + std::to_string(offset) +
            "|3|" + known);
}
