#include <functional>
#include <future>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "base/format.hpp"
#include "night/shape.hpp"
#include "support/catch.hpp"

namespace feed = nightjar::feed;
using nightjar::ledger::Outcome;
using nightjar::postgres::Connection;
using nightjar::support::Files;
using nightjar::support::NightBench;
using nightjar::support::Shape;
using nightjar::support::SilentObserver;

namespace {

const Shape csv{.format = feed::Format::csv};
const Shape pairs{.format = feed::Format::ndjson, .key = Shape::Key::compound};

Files both(const nightjar::support::Items& items) {
  return {{csv.file(), csv.dump(items)}, {pairs.file(), pairs.dump(items)}};
}

/// Does something when a stage of the night begins, and ends a night that waits for somebody.
class AtStage : public SilentObserver {
 public:
  AtStage() = default;
  AtStage(std::string wanted, std::function<void()> act)
      : wanted_(std::move(wanted)), act_(std::move(act)) {}
  void stage(std::string_view name, std::string_view feed) override {
    if (fmt::format("{} {}", name, feed) == wanted_) act_();
  }
  void tick() override {
    if (++ticks_ > 50) throw std::runtime_error("the night waits for a reader");
  }

 private:
  std::string wanted_;
  std::function<void()> act_;
  int ticks_ = 0;
};

const std::string before_publishing = "publishing ";

/// An analyst at a session of his own.
class Analyst {
 public:
  explicit Analyst(NightBench& bench) : session_(bench.settings().database_url, "analyst") {}

  void begin(std::string_view isolation) {
    session_.run_script("BEGIN ISOLATION LEVEL " + std::string(isolation));
  }
  void end() { session_.run_script("COMMIT"); }
  std::string count(std::string_view table) {
    return session_.query("SELECT count(*) FROM shop." + std::string(table)).text(0, 0);
  }
  /// Throws where reading the table would have to wait.
  void require_readable(std::string_view table) {
    begin("READ COMMITTED");
    session_.run_script("LOCK TABLE shop." + std::string(table) + " IN ACCESS SHARE MODE NOWAIT");
    end();
  }

 private:
  Connection session_;
};

/// Until somebody waits for the first table.
void await_waiting_reader(NightBench& bench) {
  while (bench.query("SELECT count(*) FROM pg_locks "
                     "WHERE NOT granted AND relation = 'shop.singles'::regclass") == "0") {
  }
}

const std::string empty_allowed =
    "    guards: {allow_empty: yes, max_deleted_percent: 100, max_rejected_percent: 100}\n";

}  // namespace

TEST_CASE("Whose snapshot is older than a first night sees nothing of it in any table",
          "[server]") {
  for (const char* isolation : {"REPEATABLE READ", "SERIALIZABLE"}) {
    INFO(isolation);
    NightBench bench(csv.feed() + pairs.feed());
    Analyst analyst(bench);
    analyst.begin(isolation);
    CHECK(analyst.count("events") == "0");  // now it has its snapshot
    REQUIRE(bench.night(1, both({{"a", "x"}, {"b", "y"}})).outcome == Outcome::loaded);
    CHECK(analyst.count("singles") == "0");
    CHECK(analyst.count("pairs") == "0");
    analyst.end();
    CHECK(analyst.count("singles") == "2");
    CHECK(analyst.count("pairs") == "2");
  }
}

TEST_CASE("A feed that is new among others is not seen by a snapshot older than its first night",
          "[server]") {
  NightBench bench(csv.feed());
  bench.night(1, Files{{csv.file(), csv.dump({{"a", "x"}})}});
  bench.describe(csv.feed() + pairs.feed());
  Analyst analyst(bench);
  analyst.begin("REPEATABLE READ");
  CHECK(analyst.count("singles") == "1");
  REQUIRE(bench.night(2, both({{"a", "x"}, {"b", "y"}})).outcome == Outcome::loaded);
  CHECK(analyst.count("singles") == "1");
  CHECK(analyst.count("pairs") == "0");
  analyst.end();
}

TEST_CASE("A reader who is at a table that was never loaded does not delay its first night",
          "[server]") {
  NightBench bench(csv.feed() + pairs.feed());
  Analyst analyst(bench);
  analyst.begin("READ COMMITTED");
  CHECK(analyst.count("singles") == "0");
  CHECK(analyst.count("pairs") == "0");
  bench.deliver(both({{"a", "x"}, {"b", "y"}}));
  AtStage observer(before_publishing, [&] {
    Analyst other(bench);
    other.require_readable("singles");
    other.require_readable("pairs");
  });
  CHECK(bench.run(1, observer).outcome == Outcome::loaded);
  CHECK(analyst.count("singles") == "2");
  analyst.end();
}

TEST_CASE("An analyst who reads two tables in one transaction does not end their first night",
          "[server]") {
  NightBench bench(csv.feed() + pairs.feed());
  Analyst analyst(bench);
  analyst.begin("READ COMMITTED");
  CHECK(analyst.count("pairs") == "0");
  bench.deliver(both({{"a", "x"}, {"b", "y"}}));
  std::future<std::string> second;
  // The first table is taken by now, the second is not yet asked for.
  AtStage observer("comparing shop.singles", [&] {
    second = std::async(std::launch::async, [&] { return analyst.count("singles"); });
    await_waiting_reader(bench);
  });
  CHECK(bench.run(1, observer).outcome == Outcome::loaded);
  CHECK(second.get() == "2");
  CHECK(analyst.count("pairs") == "2");
  analyst.end();
}

TEST_CASE("Whoever reads a table in its first night waits for the end of it and sees all",
          "[server]") {
  NightBench bench(csv.feed() + pairs.feed());
  bench.deliver(both({{"a", "x"}, {"b", "y"}}));
  Analyst analyst(bench);
  std::future<std::string> rows;
  AtStage observer(before_publishing, [&] {
    rows = std::async(std::launch::async, [&] { return analyst.count("singles"); });
    await_waiting_reader(bench);
  });
  CHECK(bench.run(1, observer).outcome == Outcome::loaded);
  CHECK(rows.get() == "2");
}

TEST_CASE("A feed that stays empty locks out no reader from its second night on", "[server]") {
  NightBench bench(csv.feed(empty_allowed) + pairs.feed());
  const auto deliver = [&](const std::string& note) {
    bench.deliver({{csv.file(), csv.dump({})}, {pairs.file(), pairs.dump({{"a", note}})}});
  };
  deliver("x");
  REQUIRE(bench.run(1).outcome == Outcome::loaded);
  Analyst analyst(bench);
  for (const double day : {2.0, 3.0}) {
    deliver(fmt::format("y{}", day));
    AtStage observer(before_publishing, [&] { analyst.require_readable("singles"); });
    const auto report = bench.run(day, observer);
    INFO((report.reasons.empty() ? "" : report.reasons.front()));
    CHECK(report.outcome == Outcome::loaded);
  }
}

TEST_CASE("A table that has become empty is loaded beside its readers, all or nothing",
          "[server]") {
  NightBench bench(csv.feed(empty_allowed) + pairs.feed());
  bench.deliver({{csv.file(), csv.dump({})}, {pairs.file(), pairs.dump({{"a", "x"}})}});
  REQUIRE(bench.run(1).outcome == Outcome::loaded);
  bench.deliver(both({{"a", "x"}, {"b", "y"}, {"a", "x"}, {"b", "other"}}));
  Analyst analyst(bench);
  analyst.begin("REPEATABLE READ");
  CHECK(analyst.count("pairs") == "1");
  CHECK(analyst.count("singles") == "0");
  AtStage observer(before_publishing, [&] { Analyst(bench).require_readable("singles"); });
  bench.describe(csv.feed(empty_allowed) + pairs.feed(empty_allowed));
  const auto report = bench.run(2, observer);
  INFO((report.reasons.empty() ? "" : report.reasons.front()));
  REQUIRE(report.outcome == Outcome::loaded);
  CHECK(nightjar::support::told(report.feeds.front().counts) ==
        "read 4, inserted 2, duplicates 1, rejected 1");
  CHECK(analyst.count("singles") == "0");
  CHECK(analyst.count("pairs") == "1");
  analyst.end();
  CHECK(analyst.count("singles") == "2");
  CHECK(analyst.count("pairs") == "2");
}

TEST_CASE("Who is at staging, as pg_dump for hours, does not delay a night", "[server]") {
  NightBench bench(csv.feed(empty_allowed));
  bench.night(1, Files{{csv.file(), csv.dump({{"a", "x"}, {"b", "y"}})}});
  bench.night(2, Files{{csv.file(), csv.dump({{"a", "new"}, {"b", "y"}})}});
  Analyst dumping(bench);
  dumping.begin("REPEATABLE READ");
  CHECK(dumping.count("singles_staging") == "1");
  bench.deliver({{csv.file(), csv.dump({{"a", "newer"}, {"b", "y"}})}});
  AtStage observer;
  CHECK(bench.run(3, observer).outcome == Outcome::loaded);
  dumping.end();
  CHECK(bench.query("SELECT count(*) FROM shop.singles_staging") == "1");
  CHECK(bench.query("SELECT count(*) FROM shop.singles_past") == "2");
}
