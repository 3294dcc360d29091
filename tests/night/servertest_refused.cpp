#include <set>
#include <string>
#include <string_view>

#include "night/shape.hpp"
#include "support/catch.hpp"

using Catch::Contains;
using nightjar::ledger::Cause;
using nightjar::ledger::Outcome;
using nightjar::ledger::Report;
using nightjar::support::Files;
using nightjar::support::Items;
using nightjar::support::NightBench;
using nightjar::support::Shape;
using nightjar::support::ShapeBench;
using nightjar::support::SilentObserver;

namespace {

const Shape json{};
const Items four{{"a", "x"}, {"b", "x"}, {"c", "x"}, {"d", "x"}};
const Items one{{"a", "x"}};

Files cut_short() {
  const std::string dump = json.dump(four);
  return {{json.file(), dump.substr(0, dump.rfind(']'))}};
}

/// Remembers the stages of a night.
class Stages : public SilentObserver {
 public:
  void stage(std::string_view name, std::string_view) override { seen.emplace(name); }
  std::set<std::string> seen;
};

std::string runs(NightBench& bench) {
  return bench.query("SELECT string_agg(outcome, ' ' ORDER BY run_id) FROM nightjar.runs");
}

}  // namespace

TEST_CASE("Files that could not be read are not read again while the source has no others",
          "[server]") {
  ShapeBench bench(json, "");
  bench.night(1, four);
  const Report failed = bench.night(2, cut_short());
  REQUIRE(failed.cause == Cause::bad_dump);
  for (const double day : {3.0, 4.0}) {
    Stages observer;
    const Report again = bench.run(day, observer);
    CHECK(again.outcome == Outcome::failed);
    CHECK(again.cause == Cause::refused_before);
    CHECK(again.run_id == failed.run_id);
    REQUIRE(again.reasons.size() == 1);
    CHECK_THAT(again.reasons.front(), Contains("run " + std::to_string(*failed.run_id)) &&
                                          Contains("cut short") && Contains("waiting for another"));
    CHECK_THAT(again.remedy, Contains("--again"));
    CHECK(observer.seen.empty());
  }
  CHECK(runs(bench) == "loaded failed");
  CHECK(bench.night(5, Items{{"a", "new"}, {"b", "x"}, {"c", "x"}, {"d", "x"}}).outcome ==
        Outcome::loaded);
}

TEST_CASE("Files that a guard held are not read again, and can be approved all the same",
          "[server]") {
  ShapeBench bench(json, "");
  bench.night(1, four);
  const Report held = bench.night(2, one);
  REQUIRE(held.outcome == Outcome::held);
  Stages observer;
  const Report again = bench.run(3, observer);
  CHECK(again.outcome == Outcome::held);
  CHECK(again.run_id == held.run_id);
  REQUIRE(again.reasons.size() == 1);
  CHECK_THAT(again.reasons.front(), Contains("3 of 4 live rows"));
  CHECK(observer.seen.empty());
  CHECK(runs(bench) == "loaded held");
  CHECK(bench.approve(held).outcome == Outcome::loaded);
  CHECK(bench.run(4).outcome == Outcome::unchanged);
}

TEST_CASE("Refused files are read by another definition or other guards", "[server]") {
  ShapeBench bench(json, "");
  bench.night(1, four);
  REQUIRE(bench.night(2, one).outcome == Outcome::held);
  bench.describe(json.feed("    guards: {max_deleted_percent: 100}\n"));
  CHECK(bench.run(3).outcome == Outcome::loaded);
}

TEST_CASE("A night that was refused is forgotten once another was loaded", "[server]") {
  ShapeBench bench(json, "");
  bench.night(1, four);
  bench.deliver({{json.file(), json.dump(one)}});
  const auto written = std::filesystem::last_write_time(bench.source() / json.file());
  REQUIRE(bench.run(2).outcome == Outcome::held);
  REQUIRE(
      bench.night(3, Items{{"a", "x"}, {"e", "x"}, {"b", "x"}, {"c", "x"}, {"d", "x"}}).outcome ==
      Outcome::loaded);
  bench.deliver({{json.file(), json.dump(one)}});
  std::filesystem::last_write_time(bench.source() / json.file(), written);
  const Report held = bench.run(4);
  CHECK(held.outcome == Outcome::held);
  CHECK(held.cause == Cause::none);
  CHECK(runs(bench) == "loaded held loaded held");
}

TEST_CASE("A night that failed for another reason than its files is run again", "[server]") {
  ShapeBench bench(json, "");
  bench.deliver({{json.file(), json.dump(four)}});
  class Failing : public SilentObserver {
   public:
    void stage(std::string_view name, std::string_view) override {
      if (name == "publishing") throw std::runtime_error("the end");
    }
  } failing;
  REQUIRE(bench.run(1, failing).outcome == Outcome::failed);
  CHECK(bench.run(2).outcome == Outcome::loaded);
}

TEST_CASE("A feed without its file does not hide the others' new ones", "[server]") {
  const Shape pairs{.format = nightjar::feed::Format::ndjson, .key = Shape::Key::compound};
  const Shape csv{.format = nightjar::feed::Format::csv};
  NightBench bench(csv.feed() + pairs.feed());
  REQUIRE(bench.night(1, Files{{csv.file(), csv.dump(four)}}).outcome == Outcome::held);
  const Report again = bench.run(2);
  CHECK(again.outcome == Outcome::held);
  CHECK(again.cause == Cause::none);
}

TEST_CASE("A person can have refused files read again, and the message says how", "[server]") {
  ShapeBench bench(json, "");
  bench.deliver(cut_short());
  CHECK(bench.program({"run", "shop"}).exit_code == 1);
  const auto again = bench.program({"run", "shop", "--json"});
  CHECK(again.exit_code == 1);
  CHECK_THAT(again.output, Contains(R"("outcome":"failed")"));
  CHECK_THAT(again.errors, Contains("the source still has the files of run") &&
                               Contains("nightjar run shop --again"));
  CHECK(runs(bench) == "failed");
  CHECK(bench.program({"run", "shop", "--again"}).exit_code == 1);
  CHECK(runs(bench) == "failed failed");

  bench.deliver({{json.file(), json.dump(four)}});
  CHECK(bench.program({"run", "shop"}).exit_code == 0);
  bench.deliver({{json.file(), json.dump(one)}});
  CHECK(bench.program({"run", "shop"}).exit_code == 3);
  CHECK(bench.program({"run", "shop"}).exit_code == 3);
  CHECK(runs(bench) == "failed failed loaded held");
}
