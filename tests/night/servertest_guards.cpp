#include <filesystem>
#include <string>

#include "base/error.hpp"
#include "base/format.hpp"
#include "night/shape.hpp"
#include "support/catch.hpp"

namespace feed = nightjar::feed;
namespace fs = std::filesystem;
using Catch::Contains;
using nightjar::ledger::Outcome;
using nightjar::ledger::Report;
using nightjar::support::Files;
using nightjar::support::Item;
using nightjar::support::Items;
using nightjar::support::NightBench;
using nightjar::support::Shape;
using nightjar::support::ShapeBench;
using nightjar::support::told;

namespace {

const Shape json{};
const Shape csv{.format = feed::Format::csv};
const Shape append{.format = feed::Format::csv, .kind = feed::Kind::append};

/// So many rows, the first `spoiled` of them spoiled, the first `left_out` missing.
Items rows(int count, int left_out = 0, int spoiled = 0) {
  Items items;
  for (int i = left_out; i < count; ++i) {
    items.push_back({fmt::format("k{:03}", i), "x", i < left_out + spoiled ? "many" : "1"});
  }
  return items;
}

std::string runs(NightBench& bench) {
  return bench.query("SELECT string_agg(outcome, ' ' ORDER BY run_id) FROM nightjar.runs");
}

}  // namespace

TEST_CASE("A night that would delete more than a fifth of the live rows is held", "[server]") {
  ShapeBench bench(json, "");
  bench.night(1, rows(10));
  const std::string before = bench.history();
  const Report held = bench.night(2, rows(10, 3));
  CHECK(held.outcome == Outcome::held);
  REQUIRE(held.reasons.size() == 1);
  CHECK_THAT(held.reasons[0], Contains("shop.singles") && Contains("3 of 10") && Contains("20"));
  CHECK(told(held) == "read 7, deleted 3, unchanged 7");
  CHECK(bench.history() == before);
  CHECK(runs(bench) == "loaded held");
}

TEST_CASE("A held night leaves nothing of the versions that it had begun to close", "[server]") {
  ShapeBench bench(json, "");
  bench.night(1, rows(10));
  const std::string before = bench.history();
  Items changed = rows(10, 3);
  changed.back().note = "y";
  const Report held = bench.night(2, changed);
  CHECK(held.outcome == Outcome::held);
  CHECK(told(held) == "read 7, updated 1, deleted 3, unchanged 6");
  CHECK(bench.history() == before);
  CHECK(bench.query("SELECT count(*) FROM shop.singles_past") == "0");
}

TEST_CASE("A night exactly at a limit passes", "[server]") {
  ShapeBench bench(json, "");
  bench.night(1, rows(10));
  CHECK(bench.night(2, rows(10, 2)).outcome == Outcome::loaded);

  ShapeBench rejecting(csv, "");
  CHECK(rejecting.night(1, rows(20, 0, 1)).outcome == Outcome::loaded);
}

TEST_CASE("The limit counts live rows, not those that were deleted before", "[server]") {
  ShapeBench bench(json, "");
  bench.night(1, rows(10));
  bench.night(2, rows(10, 2));
  CHECK(bench.night(3, rows(10, 4)).outcome == Outcome::held);  // 2 of 8
  CHECK(bench.night(4, rows(10, 3)).outcome == Outcome::loaded);
}

TEST_CASE("A night with more rejects than a twentieth of its records is held", "[server]") {
  for (const Shape& shape : {json, csv, append}) {
    INFO(shape.name());
    ShapeBench bench(shape, "");
    const Report held = bench.night(1, rows(19, 0, 1));
    CHECK(held.outcome == Outcome::held);
    REQUIRE(held.reasons.size() == 1);
    CHECK_THAT(held.reasons[0], Contains("1 of 19") && Contains("rejected"));
    CHECK(bench.table().empty());
    CHECK(bench.query("SELECT count(*) FROM nightjar.rejects") == "1");
  }
}

TEST_CASE("Records that lost to an earlier one of their key count as rejects to the guard",
          "[server]") {
  ShapeBench bench(json, "");
  bench.night(1, rows(10));
  Items dump = rows(10);
  dump.push_back({"k001", "other"});
  CHECK(bench.night(2, dump).outcome == Outcome::held);
}

TEST_CASE("The limits of a feed come from its YAML", "[server]") {
  ShapeBench bench(json, "    guards: {max_deleted_percent: 50, max_rejected_percent: 0}\n");
  bench.night(1, rows(10));
  CHECK(bench.night(2, rows(10, 5)).outcome == Outcome::loaded);
  CHECK(bench.night(3, rows(10, 8)).outcome == Outcome::held);
  CHECK(bench.night(4, rows(10, 5, 1)).outcome == Outcome::held);
}

TEST_CASE("An empty file is held, whatever empty means to its format", "[server]") {
  struct Empty {
    Shape shape;
    std::string text;
  };
  const Shape ndjson{.format = feed::Format::ndjson};
  const std::vector<Empty> cases{{json, ""},
                                 {json, "[]"},
                                 {json, " [ \n ] "},
                                 {csv, ""},
                                 {csv, "code,note,amount\n"},
                                 {ndjson, ""},
                                 {ndjson, "\n\n"},
                                 {append, ""},
                                 {append, "code,note,amount\n"}};
  for (const Empty& empty : cases) {
    INFO(empty.shape.name() << " <" << empty.text << ">");
    ShapeBench bench(empty.shape, "");
    bench.night(1, rows(3));
    const std::string before = bench.history();
    const Report held = bench.night(2, Files{{empty.shape.file(), empty.text}});
    CHECK(held.outcome == Outcome::held);
    CHECK(bench.history() == before);
    const Report approved = bench.approve(held);
    CHECK(approved.outcome ==
          (empty.shape.kind == feed::Kind::append ? Outcome::unchanged : Outcome::loaded));
    CHECK(bench.live().empty() == (empty.shape.kind == feed::Kind::snapshot));
  }
}

TEST_CASE("An empty file passes where the feed allows it, if it deletes no more than it may",
          "[server]") {
  ShapeBench bench(json, "    guards: {allow_empty: yes}\n");
  CHECK(bench.night(1, Items{}).outcome == Outcome::unchanged);
  bench.night(2, rows(3));
  CHECK(bench.night(3, Items{}).outcome == Outcome::held);
  ShapeBench lenient(json, "    guards: {allow_empty: yes, max_deleted_percent: 100}\n");
  lenient.night(1, rows(3));
  CHECK(lenient.night(2, Items{}).outcome == Outcome::loaded);
  CHECK(lenient.live().empty());
}

TEST_CASE("A missing file holds the whole night, and approving it loads the others", "[server]") {
  const Shape pairs{.format = feed::Format::ndjson, .key = Shape::Key::compound};
  NightBench bench(csv.feed() + pairs.feed());
  bench.night(1, Files{{csv.file(), csv.dump(rows(2))}, {pairs.file(), pairs.dump(rows(2))}});
  const Report held = bench.night(2, Files{{csv.file(), csv.dump(rows(3))}});
  CHECK(held.outcome == Outcome::held);
  REQUIRE(held.reasons.size() == 1);
  CHECK_THAT(held.reasons[0], Contains("shop.pairs") && Contains("missing"));
  CHECK(bench.query("SELECT count(*) FROM shop.singles") == "2");
  CHECK(bench.approve(held).outcome == Outcome::loaded);
  CHECK(bench.query("SELECT count(*) FROM shop.singles") == "3");
  CHECK(bench.query("SELECT count(*) FROM shop.pairs_live") == "2");
}

TEST_CASE("One feed beyond its limit holds all feeds of the dataset", "[server]") {
  const Shape pairs{.format = feed::Format::ndjson, .key = Shape::Key::compound};
  NightBench bench(csv.feed() + pairs.feed());
  bench.night(1, Files{{csv.file(), csv.dump(rows(2))}, {pairs.file(), pairs.dump(rows(2))}});
  const Report held = bench.night(
      2, Files{{csv.file(), csv.dump(rows(3))}, {pairs.file(), pairs.dump(rows(2, 1))}});
  CHECK(held.outcome == Outcome::held);
  CHECK(bench.query("SELECT count(*) FROM shop.singles") == "2");
}

TEST_CASE("An approved night loads the dump that was kept, as of its own instant", "[server]") {
  ShapeBench bench(json, "");
  bench.night(1, rows(4));
  const Report held = bench.night(2, Items{{"k000", "new"}});
  REQUIRE(held.outcome == Outcome::held);
  bench.deliver({});  // the vendor has taken it away
  const Report approved = bench.approve(held);
  CHECK(approved.outcome == Outcome::loaded);
  CHECK(approved.run_id == held.run_id);
  CHECK(told(approved) == "read 1, updated 1, deleted 3");
  CHECK(bench.history() == "k000:x@1-2 k000:new@2- k001:x@1-2 k002:x@1-2 k003:x@1-2");
  CHECK(bench.query("SELECT outcome, approved_by, approved_at IS NOT NULL FROM nightjar.runs "
                    "ORDER BY run_id DESC LIMIT 1") == "loaded|Ada|t");
  CHECK(bench.night(3, Items{{"k000", "new"}}).outcome == Outcome::unchanged);
}

TEST_CASE("A night cannot be approved twice", "[server]") {
  ShapeBench bench(json, "");
  bench.night(1, rows(4));
  const Report held = bench.night(2, rows(4, 3));
  CHECK(bench.approve(held).outcome == Outcome::loaded);
  const std::string before = bench.history();
  CHECK_THROWS_WITH(bench.approve(held), Contains("is not held"));
  CHECK(bench.history() == before);
}

TEST_CASE("A night that was not held, or is not there, cannot be approved", "[server]") {
  ShapeBench bench(json, "");
  Report report = bench.night(1, rows(4));
  CHECK_THROWS_WITH(bench.approve(report), Contains("is not held"));
  report.run_id = 4711;
  CHECK_THROWS_WITH(bench.approve(report), Contains("there is no run 4711"));
}

TEST_CASE("A held night is no longer approved once a later night has come", "[server]") {
  ShapeBench bench(json, "");
  bench.night(1, rows(4));
  const Report held = bench.night(2, rows(4, 3));
  CHECK(bench.night(3, rows(5)).outcome == Outcome::loaded);
  const std::string before = bench.history();
  CHECK(bench.approve(held).outcome == Outcome::failed);
  CHECK(bench.history() == before);
  CHECK(runs(bench) == "loaded held loaded");
}

TEST_CASE("Of two held nights only the newer can be approved", "[server]") {
  ShapeBench bench(json, "");
  bench.night(1, rows(4));
  const Report first = bench.night(2, rows(4, 3));
  const Report second = bench.night(3, rows(4, 2));
  CHECK(bench.approve(first).outcome == Outcome::failed);
  CHECK(bench.approve(second).outcome == Outcome::loaded);
  CHECK(bench.history() == "k000:x@1-3 k001:x@1-3 k002:x@1- k003:x@1-");
}

TEST_CASE("What a held night refused stays listed when it cannot be approved any more",
          "[server]") {
  ShapeBench bench(json, "");
  const Report held = bench.night(1, rows(2, 0, 1));
  bench.night(2, rows(2));
  CHECK(bench.approve(held).outcome == Outcome::failed);
  CHECK(bench.query(fmt::format("SELECT count(*) FROM nightjar.rejects WHERE run_id = {}",
                                *held.run_id)) == "1");
}

TEST_CASE("An approved night lists its rejects once", "[server]") {
  ShapeBench bench(json, "");
  const Report held = bench.night(1, rows(3, 0, 1));
  CHECK(bench.approve(held).outcome == Outcome::loaded);
  CHECK(bench.query("SELECT count(*) FROM nightjar.rejects") == "1");
  CHECK(bench.query("SELECT count(*) FROM nightjar.dumps") == "1");
}

TEST_CASE("The program ends with 3 for a held night and 0 for its approval", "[server]") {
  ShapeBench bench(json, "");
  bench.night(1, rows(4));
  bench.deliver(Files{{json.file(), json.dump(rows(4, 3))}});
  const auto held = bench.program({"run", "shop", "--as-of", "2022-02-01T00:00:00Z", "--json"});
  CHECK(held.exit_code == 3);
  CHECK_THAT(held.output, Contains(R"("outcome":"held")"));
  const std::string run = bench.query("SELECT max(run_id) FROM nightjar.runs");
  bench.deliver({});
  const auto approved = bench.program({"approve", run, "--yes", "--json"});
  CHECK(approved.exit_code == 0);
  CHECK_THAT(approved.output, Contains(R"("outcome":"loaded")") && Contains(R"("deleted":3)"));
  CHECK(bench.program({"approve", run, "--yes"}).exit_code == 2);
}
