#include "night/shape.hpp"
#include "support/catch.hpp"

using nightjar::ledger::Outcome;
using nightjar::ledger::Report;
using nightjar::support::all_shapes;
using nightjar::support::Item;
using nightjar::support::Items;
using nightjar::support::Shape;
using nightjar::support::ShapeBench;
using nightjar::support::snapshots;
using nightjar::support::told;

namespace {

/// For each form that a feed can have, so that no rule holds for some of them only.
template <class Test>
void for_each(const std::vector<Shape>& shapes, Test&& test) {
  for (const Shape& shape : shapes) {
    INFO(shape.name());
    ShapeBench bench(shape);
    test(bench, shape);
  }
}

}  // namespace

TEST_CASE("A key that is not known gets a row valid from the night's instant", "[server]") {
  for_each(all_shapes(), [](ShapeBench& bench, const Shape&) {
    const Report first = bench.night(1, Items{{"a", "x"}, {"b", "y"}});
    CHECK(first.outcome == Outcome::loaded);
    CHECK(told(first) == "read 2, inserted 2");
    CHECK(bench.table() == "a:x@1 b:y@1");

    const Report second = bench.night(2, Items{{"a", "x"}, {"c", "z"}, {"b", "y"}});
    CHECK(told(second) == "read 3, inserted 1, unchanged 2");
    CHECK(bench.table() == "a:x@1 b:y@1 c:z@2");
    CHECK(bench.history() == "a:x@1- b:y@1- c:z@2-");
  });
}

TEST_CASE("A known key with another value closes its version and opens a new one at T",
          "[server]") {
  for_each(all_shapes(), [](ShapeBench& bench, const Shape&) {
    bench.night(1, Items{{"a", "x"}, {"b", "y"}});
    const Report second = bench.night(2, Items{{"a", "other"}, {"b", "y"}});
    CHECK(told(second) == "read 2, updated 1, unchanged 1");
    CHECK(bench.table() == "a:other@2 b:y@1");
    CHECK(bench.history() == "a:x@1-2 a:other@2- b:y@1-");

    bench.night(3, Items{{"a", ""}, {"b", "y"}});
    CHECK(bench.history() == "a:x@1-2 a:other@2-3 a:~@3- b:y@1-");
    bench.night(4, Items{{"a", "x"}, {"b", "y"}});
    CHECK(bench.history() == "a:x@1-2 a:other@2-3 a:~@3-4 a:x@4- b:y@1-");
  });
}

TEST_CASE("A dump with the same values writes nothing, and its rows keep their xmin", "[server]") {
  for_each(all_shapes(), [](ShapeBench& bench, const Shape&) {
    bench.night(1, Items{{"a", "x"}, {"b", "y"}, {"c", ""}});
    const std::string before = bench.row_versions();
    const Report second = bench.night(2, Items{{"a", "x"}, {"b", "y"}, {"c", ""}});
    CHECK(second.outcome == Outcome::unchanged);
    CHECK(told(second) == "read 3, unchanged 3");
    const Report reordered = bench.night(3, Items{{"c", ""}, {"b", "y"}, {"a", "x"}});
    CHECK(reordered.outcome == Outcome::unchanged);
    CHECK(bench.row_versions() == before);
    CHECK(bench.history() == "a:x@1- b:y@1- c:~@1-");
  });
}

TEST_CASE("A live key that a snapshot no longer lists is closed and stays as deleted", "[server]") {
  for_each(snapshots(), [](ShapeBench& bench, const Shape&) {
    bench.night(1, Items{{"a", "x"}, {"b", "y"}, {"c", "z"}});
    const Report second = bench.night(2, Items{{"a", "x"}});
    CHECK(told(second) == "read 1, deleted 2, unchanged 1");
    CHECK(bench.table() == "a:x@1 b:y@1-2 c:z@1-2");
    CHECK(bench.live() == "a:x@1");
    CHECK(bench.history() == "a:x@1- b:y@1-2 c:z@1-2");
    const Report third = bench.night(3, Items{{"a", "x"}});
    CHECK(told(third) == "read 1, unchanged 1");
    CHECK(bench.table() == "a:x@1 b:y@1-2 c:z@1-2");
  });
}

TEST_CASE("A key that an append dump does not bring stays as it is, and is known for good",
          "[server]") {
  for (const Shape& shape : all_shapes()) {
    if (shape.kind != nightjar::feed::Kind::append) continue;
    INFO(shape.name());
    ShapeBench bench(shape);
    bench.night(1, Items{{"a", "x"}, {"b", "y"}});
    CHECK(told(bench.night(2, Items{{"c", "z"}})) == "read 1, inserted 1");
    CHECK(told(bench.night(3, Items{})) == "");
    const std::string before = bench.row_versions();
    CHECK(told(bench.night(4, Items{{"a", "x"}, {"c", "z"}})) == "read 2, unchanged 2");
    CHECK(bench.row_versions() == before);
    CHECK(told(bench.night(5, Items{{"b", "other"}})) == "read 1, updated 1");
    CHECK(bench.history() == "a:x@1- b:y@1-5 b:other@5- c:z@2-");
  }
}

TEST_CASE("A deleted key that is back gets a new version, and the gap stays in the history",
          "[server]") {
  for_each(snapshots(), [](ShapeBench& bench, const Shape&) {
    bench.night(1, Items{{"a", "x"}, {"b", "y"}, {"c", "z"}});
    bench.night(2, Items{{"a", "x"}});
    const Report third = bench.night(4, Items{{"a", "x"}, {"b", "y"}, {"c", "other"}});
    CHECK(told(third) == "read 3, restored 2, unchanged 1");
    CHECK(bench.table() == "a:x@1 b:y@4 c:other@4");
    CHECK(bench.history() == "a:x@1- b:y@1-2 b:y@4- c:z@1-2 c:other@4-");
    CHECK(bench.as_of(0.5).empty());
    CHECK(bench.as_of(1) == "a:x@1 b:y@1 c:z@1");
    CHECK(bench.as_of(1.5) == "a:x@1 b:y@1 c:z@1");
    CHECK(bench.as_of(2) == "a:x@1");
    CHECK(bench.as_of(3.9) == "a:x@1");
    CHECK(bench.as_of(4) == "a:x@1 b:y@4 c:other@4");
    CHECK(bench.as_of(9) == "a:x@1 b:y@4 c:other@4");
    CHECK(told(bench.night(5, Items{{"c", "other"}, {"b", "y"}, {"a", "x"}})) ==
          "read 3, unchanged 3");
  });
}

TEST_CASE("A key that comes and goes keeps every gap", "[server]") {
  for_each(snapshots(), [](ShapeBench& bench, const Shape&) {
    for (int day = 1; day <= 6; ++day) {
      bench.night(day, day % 2 == 1 ? Items{{"a", "x"}, {"b", "y"}} : Items{{"a", "x"}});
    }
    CHECK(bench.table() == "a:x@1 b:y@5-6");
    CHECK(bench.history() == "a:x@1- b:y@1-2 b:y@3-4 b:y@5-6");
  });
}

TEST_CASE("A record that occurs twice in a dump is counted once", "[server]") {
  for_each(all_shapes(), [](ShapeBench& bench, const Shape&) {
    const Items dump{{"a", "x"}, {"b", "y"}, {"a", "x"}, {"a", "x"}};
    CHECK(told(bench.night(1, dump)) == "read 4, inserted 2, duplicates 2");
    CHECK(told(bench.night(2, dump)) == "read 4, unchanged 2, duplicates 2");
    CHECK(told(bench.night(3, Items{{"a", "new"}, {"b", "y"}, {"a", "new"}})) ==
          "read 3, updated 1, unchanged 1, duplicates 1");
    CHECK(bench.history() == "a:x@1-3 a:new@3- b:y@1-");
  });
}

TEST_CASE("The first record of a key is taken and others with other values are rejected",
          "[server]") {
  for_each(all_shapes(), [](ShapeBench& bench, const Shape& shape) {
    const Report report =
        bench.night(1, Items{{"a", "first"}, {"a", "second"}, {"b", "y"}, {"a", "third"}});
    CHECK(told(report) == "read 4, inserted 2, rejected 2");
    CHECK(bench.table() == "a:first@1 b:y@1");
    CHECK(bench.rejects(report) == (shape.format == nightjar::feed::Format::csv
                                        ? "3:duplicate_key 5:duplicate_key"
                                        : "2:duplicate_key 4:duplicate_key"));
    CHECK(bench.query("SELECT string_agg(raw, ' / ' ORDER BY position) FROM nightjar.rejects") ==
          shape.record({"a", "second"}) + " / " + shape.record({"a", "third"}));
  });
}
