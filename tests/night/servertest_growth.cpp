#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "base/format.hpp"
#include "night/shape.hpp"
#include "support/catch.hpp"

using nightjar::ledger::Outcome;
using nightjar::support::Files;
using nightjar::support::Items;
using nightjar::support::NightBench;
using nightjar::support::Shape;
using nightjar::support::ShapeBench;
using nightjar::support::SilentObserver;

namespace {

const Shape json{};

/// Rows that all say `note`, some of them spoiled.
Items rows(const std::string& note, int spoiled = 0) {
  Items items;
  for (int i = 0; i < 3000; ++i) {
    items.push_back(
        {fmt::format("k{:05}", i), note + std::string(60, 'x'), i < spoiled ? "many" : "1"});
  }
  return items;
}

std::string cut_short(const std::string& dump) { return dump.substr(0, dump.rfind(']')); }

/// Ends the night's session when the dump has been read.
class Killing : public SilentObserver {
 public:
  explicit Killing(NightBench& bench) : bench_(bench) {}
  void progress(std::uint64_t done, std::uint64_t all) override {
    if (done != all) return;
    bench_.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = current_database() AND application_name = 'nightjar run shop'");
  }

 private:
  NightBench& bench_;
};

using Sizes = std::map<std::string, std::uint64_t>;

Sizes sizes(NightBench& bench) {
  Sizes found;
  for (const char* table : {"singles", "singles_past", "singles_staging"}) {
    found[table] = std::stoull(
        bench.query(fmt::format("SELECT pg_total_relation_size('shop.{}'::regclass)", table)));
  }
  return found;
}

void check_at_most_twice(const Sizes& before, const Sizes& after) {
  for (const auto& [table, size] : after) {
    INFO(table << ": " << before.at(table) << " before, " << size << " after");
    CHECK(size <= 2 * before.at(table));
  }
}

/// Fifty nights that fail and five that are held: all would change every row.
void fail_again_and_again(NightBench& bench) {
  for (int i = 0; i < 50; ++i) {
    const double day = 10 + i;
    const std::string dump = json.dump(rows(fmt::format("failed {}", i)));
    if (i % 2 == 0) {
      REQUIRE(bench.night(day, Files{{json.file(), cut_short(dump)}}).outcome == Outcome::failed);
    } else {
      bench.deliver({{json.file(), dump}});
      Killing observer(bench);
      REQUIRE(bench.run(day, observer).outcome == Outcome::failed);
    }
  }
  for (int i = 0; i < 5; ++i) {
    const std::string dump = json.dump(rows(fmt::format("held {}", i), 300));
    REQUIRE(bench.night(70 + i, Files{{json.file(), dump}}).outcome == Outcome::held);
  }
}

}  // namespace

TEST_CASE("Fifty failed and five held nights leave the relations at most twice their size",
          "[server]") {
  ShapeBench bench(json, "");
  REQUIRE(bench.night(1, rows("first")).outcome == Outcome::loaded);
  Items changed = rows("first");
  for (int i = 0; i < 30; ++i) changed[static_cast<std::size_t>(i)].note = "changed";
  REQUIRE(bench.night(2, changed).outcome == Outcome::loaded);
  const Sizes before = sizes(bench);
  fail_again_and_again(bench);
  check_at_most_twice(before, sizes(bench));
  CHECK(bench.night(80, rows("last")).outcome == Outcome::loaded);
  CHECK(bench.query("SELECT count(*) FROM shop.singles_past") == "3030");
}

TEST_CASE("First nights that come to nothing leave their tables as they were", "[server]") {
  ShapeBench bench(json, "");
  const Sizes before = sizes(bench);
  fail_again_and_again(bench);
  check_at_most_twice(before, sizes(bench));
  CHECK(bench.night(80, rows("last")).outcome == Outcome::loaded);
}

TEST_CASE("First nights beside a reader leave the table as it was when they come to nothing",
          "[server]") {
  ShapeBench bench(json, "");
  const Sizes before = sizes(bench);
  nightjar::postgres::Connection reader(bench.settings().database_url, "analyst");
  reader.run_script("BEGIN; SELECT count(*) FROM shop.singles");
  for (int i = 0; i < 5; ++i) {
    const std::string dump = cut_short(json.dump(rows("failed")));
    REQUIRE(bench.night(10 + i, Files{{json.file(), dump}}).outcome == Outcome::failed);
  }
  reader.run_script("COMMIT");
  check_at_most_twice(before, sizes(bench));
}
