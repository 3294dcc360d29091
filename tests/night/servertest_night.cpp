#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "base/error.hpp"
#include "base/format.hpp"
#include "night/shape.hpp"
#include "support/catch.hpp"

namespace feed = nightjar::feed;
using Catch::Contains;
using nightjar::ledger::Outcome;
using nightjar::ledger::Report;
using nightjar::support::all_shapes;
using nightjar::support::Files;
using nightjar::support::Items;
using nightjar::support::NightBench;
using nightjar::support::Shape;
using nightjar::support::ShapeBench;
using nightjar::support::SilentObserver;
using nightjar::support::told;

namespace {

const Shape csv{.format = feed::Format::csv};
const Shape pairs{.format = feed::Format::ndjson, .key = Shape::Key::compound};

/// Does something when the last byte of a dump has been taken.
class AtTheEnd : public SilentObserver {
 public:
  explicit AtTheEnd(std::function<void()> act) : act_(std::move(act)) {}
  void progress(std::uint64_t done, std::uint64_t all) override {
    if (done == all) act_();
  }

 private:
  std::function<void()> act_;
};

/// Does something when a stage of the night begins.
class AtStage : public SilentObserver {
 public:
  AtStage(std::string wanted, std::function<void()> act)
      : wanted_(std::move(wanted)), act_(std::move(act)) {}
  void stage(std::string_view name, std::string_view) override {
    if (name == wanted_) act_();
  }

 private:
  std::string wanted_;
  std::function<void()> act_;
};

std::string everything(NightBench& bench) {
  return bench.query("SELECT * FROM shop.singles ORDER BY code") + "\n" +
         bench.query("SELECT * FROM shop.singles_history ORDER BY code, valid_from") + "\n" +
         bench.query("SELECT * FROM shop.pairs ORDER BY 1, 2");
}

}  // namespace

TEST_CASE("A night valid from no later than the newest one fails and changes nothing", "[server]") {
  ShapeBench bench{Shape{}};
  bench.night(2, Items{{"a", "x"}});
  bench.night(3, Items{{"a", "y"}});
  const std::string before = everything(bench);
  for (const double day : {1.0, 2.0, 2.5, 3.0}) {
    INFO("day " << day);
    const Report report = bench.night(day, Items{{"b", "z"}});
    CHECK(report.outcome == Outcome::failed);
    REQUIRE(report.reasons.size() == 1);
    CHECK_THAT(report.reasons[0],
               Contains("cannot be valid from") && Contains("2022-01-04T00:00:00Z"));
    CHECK(everything(bench) == before);
  }
  CHECK(bench.night(3.00001, Items{{"a", "y"}}).outcome == Outcome::unchanged);
}

TEST_CASE("A night that found nothing new is the newest all the same", "[server]") {
  ShapeBench bench{Shape{}};
  bench.night(1, Items{{"a", "x"}});
  bench.night(5, Items{{"a", "x"}});
  CHECK(bench.night(4, Items{{"a", "y"}}).outcome == Outcome::failed);
}

TEST_CASE("A night that failed or was held does not keep an earlier instant from being loaded",
          "[server]") {
  ShapeBench bench(Shape{}, "");
  bench.night(1, Items{{"a", "x"}, {"b", "y"}});
  CHECK(bench.night(7, Items{{"a", "x"}}).outcome == Outcome::held);
  CHECK(bench.night(8, Files{{"dump.json", "[{"}}).outcome == Outcome::failed);
  CHECK(bench.night(5, Items{{"a", "new"}, {"b", "y"}}).outcome == Outcome::loaded);
}

TEST_CASE("The same dump twice gives the same state", "[server]") {
  for (const Shape& shape : all_shapes()) {
    INFO(shape.name());
    ShapeBench bench(shape);
    bench.night(1, Items{{"a", "x"}, {"b", "y"}});
    const Items dump{{"c", "new"}, {"a", "z"},         {"c", "other"},
                     {"a", "z"},   {"d", "q", "many"}, {"", "x"}};
    bench.night(2, dump);
    const std::string before = everything(bench);
    const Report again = bench.night(3, dump);
    CHECK(again.outcome == Outcome::unchanged);
    CHECK(everything(bench) == before);
    std::filesystem::remove(bench.fingerprint_cache(shape.table()));
    CHECK(bench.night(4, dump).outcome == Outcome::unchanged);
    CHECK(everything(bench) == before);
  }
}

TEST_CASE("A feed that fails leaves the feeds before it untouched", "[server]") {
  NightBench bench(csv.feed() + pairs.feed());
  const std::string singles = csv.dump({{"a", "x"}});
  bench.night(1, Files{{csv.file(), singles}, {pairs.file(), pairs.dump({{"a", "x"}})}});
  const std::string before = everything(bench);
  const std::string changed = csv.dump({{"a", "new"}, {"b", "y"}});
  for (const char* broken : {"{\"left_code\":\"a\"", "rubbish", "[]"}) {
    INFO(broken);
    const Report report = bench.night(2, Files{{csv.file(), changed}, {pairs.file(), broken}});
    CHECK(report.outcome == Outcome::failed);
    CHECK(everything(bench) == before);
  }
  const Report corrected =
      bench.night(2, Files{{csv.file(), changed}, {pairs.file(), pairs.dump({{"a", "x"}})}});
  CHECK(corrected.outcome == Outcome::loaded);
}

TEST_CASE("A first night that fails leaves every table empty and with its indexes", "[server]") {
  NightBench bench(csv.feed() + pairs.feed());
  const auto indexes = [&] {
    return bench.query("SELECT count(*) FROM pg_indexes WHERE schemaname = 'shop'");
  };
  const std::string before = indexes();
  const Report report =
      bench.night(1, Files{{csv.file(), csv.dump({{"a", "x"}})}, {pairs.file(), "rubbish"}});
  CHECK(report.outcome == Outcome::failed);
  CHECK(bench.query("SELECT count(*) FROM shop.singles") == "0");
  CHECK(indexes() == before);
  CHECK(bench
            .night(1, Files{{csv.file(), csv.dump({{"a", "x"}})},
                            {pairs.file(), pairs.dump({{"a", "x"}})}})
            .outcome == Outcome::loaded);
  CHECK(indexes() == before);
}

TEST_CASE("A night of a bad dump ends its transaction before it keeps the files", "[server]") {
  NightBench bench(Shape{}.feed());
  const std::string whole = Shape{}.dump({{"a", "x"}, {"b", "y"}});
  bench.deliver({{Shape{}.file(), whole.substr(0, whole.rfind(']'))}});
  std::string state;
  AtStage observer("keeping the files", [&] {
    state = bench.query(
        "SELECT state FROM pg_stat_activity "
        "WHERE datname = current_database() AND application_name = 'nightjar run shop'");
  });
  const Report report = bench.run(1, observer);
  CHECK(report.cause == nightjar::ledger::Cause::bad_dump);
  CHECK(state == "idle");
}

TEST_CASE("A first load fills a table that others refer to, and leaves the others alone",
          "[server]") {
  NightBench bench(csv.feed());
  bench.query("CREATE TABLE shop.orders (code text REFERENCES shop.singles (code))");
  bench.query("INSERT INTO shop.orders VALUES (NULL)");
  CHECK(bench.night(1, Files{{csv.file(), csv.dump({{"a", "x"}})}}).outcome == Outcome::loaded);
  CHECK(bench.query("SELECT count(*) FROM shop.singles") == "1");
  CHECK(bench.query("SELECT count(*) FROM shop.orders") == "1");
  bench.query("DROP TABLE shop.orders");  // the other tests have the database, too
}

TEST_CASE("All feeds of a night are seen from the same instant and written by the same night",
          "[server]") {
  NightBench bench(csv.feed() + pairs.feed());
  const Report report = bench.night(
      1, Files{{csv.file(), csv.dump({{"a", "x"}})}, {pairs.file(), pairs.dump({{"b", "y"}})}});
  CHECK(bench.query("SELECT count(DISTINCT (valid_from, run_id, xmin::text)) FROM "
                    "(SELECT valid_from, run_id, xmin FROM shop.singles UNION ALL "
                    "SELECT valid_from, run_id, xmin FROM shop.pairs) AS written") == "1");
  CHECK(report.feeds.size() == 2);
}

TEST_CASE("A night's counts balance and are the same in the ledger and the report", "[server]") {
  ShapeBench bench{Shape{}};
  bench.night(1, Items{{"a", "x"}, {"b", "y"}, {"c", "z"}, {"d", "q"}});
  bench.night(2, Items{{"a", "x"}, {"b", "y"}, {"c", "z"}});
  const Report report = bench.night(3, Items{{"e", "new"},
                                             {"d", "back"},
                                             {"a", "changed"},
                                             {"b", "y"},
                                             {"b", "y"},
                                             {"e", "other"},
                                             {"f", "q", "many"}});
  CHECK(told(report) ==
        "read 7, inserted 1, updated 1, deleted 1, restored 1, unchanged 1, duplicates 1, rejected "
        "2");
  CHECK(report.feeds.front().counts.balance());
  CHECK(bench.query(fmt::format("SELECT f->>'read', f->>'inserted', f->>'updated', f->>'deleted', "
                                "f->>'restored', f->>'unchanged', f->>'duplicates', f->>'rejected' "
                                "FROM (SELECT feeds->'singles' AS f FROM nightjar.runs "
                                "WHERE run_id = {}) AS night",
                                *report.run_id)) == "7|1|1|1|1|1|1|2");
}

TEST_CASE("A dump that is written to while it is read fails the night", "[server]") {
  const Shape ndjson{.format = feed::Format::ndjson};
  ShapeBench bench(ndjson);
  bench.night(1, Items{{"a", "x"}, {"b", "y"}});
  const std::string before = everything(bench);
  const auto path = bench.source() / ndjson.file();

  bench.deliver({{ndjson.file(), ndjson.dump({{"a", "new"}, {"b", "y"}})}});
  AtTheEnd grow([&] { std::ofstream(path, std::ios::app) << ndjson.record({"c", "z"}) << '\n'; });
  CHECK(bench.run(2, grow).outcome == Outcome::failed);
  CHECK(everything(bench) == before);

  // The record that lost is looked for once more, and is no longer there.
  bench.deliver({{ndjson.file(), ndjson.dump({{"b", "y"}, {"a", "new"}, {"a", "x"}})}});
  AtTheEnd cut([&] { std::ofstream(path, std::ios::trunc) << ndjson.record({"b", "y"}) << '\n'; });
  const Report report = bench.run(2, cut);
  CHECK(report.outcome == Outcome::failed);
  REQUIRE(report.reasons.size() == 1);
  CHECK_THAT(report.reasons[0], Contains("written to while it was being read"));
  CHECK(everything(bench) == before);
}

TEST_CASE("The program reports a night on its last line, and changes what run_night() would",
          "[server]") {
  ShapeBench bench(csv);
  bench.deliver({{csv.file(), csv.dump({{"a", "x"}, {"b", "y"}})}});
  const auto first = bench.program({"run", "shop", "--as-of", "2022-01-02T00:00:00Z", "--json"});
  CHECK(first.exit_code == 0);
  const std::string last_line =
      first.output.substr(first.output.rfind('\n', first.output.size() - 2) + 1);
  CHECK_THAT(last_line, Catch::StartsWith("{") && Contains(R"("dataset":"shop")") &&
                            Contains(R"("as_of":"2022-01-02T00:00:00Z")") &&
                            Contains(R"("outcome":"loaded")") &&
                            Contains(R"("singles":{"read":2,"inserted":2,"updated":0,)"));
  CHECK(bench.table() == "a:x@1 b:y@1");
  const auto again = bench.program({"run", "shop", "--as-of", "2022-01-03T00:00:00Z", "--json"});
  CHECK(again.exit_code == 0);
  CHECK_THAT(again.output, Contains(R"("outcome":"unchanged")"));
  const auto earlier = bench.program({"run", "shop", "--as-of", "2022-01-02T12:00:00Z", "--json"});
  CHECK(earlier.exit_code == 1);
  CHECK_THAT(earlier.output, Contains(R"("outcome":"failed")"));
  CHECK(bench.history() == "a:x@1- b:y@1-");
}

TEST_CASE("Readers at an instant see what was live then, whatever came later", "[server]") {
  ShapeBench bench{Shape{}};
  std::vector<std::string> live{""};
  const std::vector<Items> nights{{{"a", "x"}, {"b", "y"}},
                                  {{"a", "x"}, {"c", "z"}},
                                  {{"a", "new"}, {"b", "y"}, {"c", "z"}},
                                  {},
                                  {{"b", "last"}}};
  double day = 0;
  for (const Items& dump : nights) {
    bench.night(++day, dump);
    live.push_back(bench.live());
    for (std::size_t past = 0; past < live.size(); ++past) {
      CHECK(bench.as_of(static_cast<double>(past)) == live[past]);
      CHECK(bench.as_of(static_cast<double>(past) + 0.99) == live[past]);
    }
  }
}
