#include <fstream>
#include <functional>
#include <string>

#include "base/format.hpp"
#include "daemon/program.hpp"
#include "night/night_bench.hpp"
#include "support/catch.hpp"

using Catch::Contains;
using nightjar::support::NightBench;
using nightjar::support::Program;
using nightjar::support::told;

namespace {

/// A feed of columns `id`, `c1`, `c2`, … of the given types, taken in turn.
std::string feed_of(std::size_t columns, const std::vector<std::string>& types) {
  std::string yaml =
      "  wide:\n    file: dump\n    format: csv\n    kind: snapshot\n    key: [id]\n"
      "    guards: {max_deleted_percent: 100, max_rejected_percent: 100}\n"
      "    columns:\n      id: {type: integer}\n";
  for (std::size_t i = 1; i < columns; ++i) {
    yaml += fmt::format("      c{}: {{type: \"{}\"}}\n", i, types[i % types.size()]);
  }
  return yaml;
}

/// The feed's table is made by the migration that `nightjar scaffold` prints.
class WideBench : public NightBench {
 public:
  WideBench(std::size_t columns, const std::vector<std::string>& types)
      : NightBench(feed_of(columns, types)), columns_(columns) {
    query("DROP TABLE IF EXISTS shop.wide, shop.wide_past, shop.wide_staging CASCADE");
    query("DROP FUNCTION IF EXISTS shop.wide_as_of");
    const auto scaffold = program({"scaffold", "shop.wide"});
    INFO(scaffold.errors);
    REQUIRE(scaffold.exit_code == 0);
    session().run_script(scaffold.output);
    query("SELECT nightjar.adopt_feed('shop.wide')");
  }

  /// A line in which the column `c<i>` has what `value` says of `i`.
  std::string line(int id, const std::function<std::string(std::size_t)>& value) const {
    std::string text = std::to_string(id);
    for (std::size_t i = 1; i < columns_; ++i) text += "," + value(i);
    return text + "\n";
  }
  nightjar::ledger::Report night(double day, const std::string& lines) {
    std::string header = "id";
    for (std::size_t i = 1; i < columns_; ++i) header += fmt::format(",c{}", i);
    return NightBench::night(day, {{"dump", header + "\n" + lines}});
  }

 private:
  std::size_t columns_;
};

}  // namespace

TEST_CASE("A feed of as many columns as a table can have is loaded night after night", "[server]") {
  WideBench bench(1595, {"integer", "text", "boolean"});
  const auto some = [&](int id, const std::string& last) {
    return bench.line(id, [&](std::size_t i) -> std::string {
      if (i == 1594) return last;
      return i % 9 == 0 ? "1" : "";
    });
  };
  CHECK(told(bench.night(1, some(1, "5") + some(2, "6") + some(3, "7"))) == "read 3, inserted 3");
  CHECK(told(bench.night(2, some(1, "5") + some(2, "8") + some(4, "9"))) ==
        "read 3, inserted 1, updated 1, deleted 1, unchanged 1");
  CHECK(told(bench.night(3, some(2, "8") + some(3, "7") + some(4, "1"))) ==
        "read 3, updated 1, deleted 1, restored 1, unchanged 1");
  CHECK(bench.query("SELECT id, c9, c1594 FROM shop.wide_history ORDER BY id, valid_from") ==
        "1|1|5\n2|1|6\n2|1|8\n3|1|7\n3|1|7\n4|1|9\n4|1|1");
}

TEST_CASE("A record with more values than fit a page is a reject, and its live row stays",
          "[server]") {
  WideBench bench(1200, {"integer", "text"});
  const auto sparse = [](std::size_t i) -> std::string { return i % 3 == 0 ? "1" : ""; };
  const auto full = [](std::size_t) -> std::string { return "1"; };
  const auto first = bench.night(1, bench.line(1, sparse) + bench.line(2, full));
  CHECK(told(first) == "read 2, inserted 1, rejected 1");
  CHECK_THAT(bench.query("SELECT line, reason, detail FROM nightjar.rejects"),
             Contains("3|too_long|the record's values together, more than PostgreSQL can hold: row "
                      "is too big: size "));
  CHECK(told(bench.night(2, bench.line(1, full) + bench.line(3, sparse))) ==
        "read 2, inserted 1, rejected 1");
  CHECK(bench.query("SELECT id, c2, deleted_at FROM shop.wide ORDER BY id") == "1||\n3||");
}

TEST_CASE("What no row or table can store is reported before the first night", "[server]") {
  const Program program;
  const auto described = [&](std::size_t columns, std::string_view type) {
    std::string yaml = "dataset: shop\nsource: " + program.source() +
                       "\nfeeds:\n  wide:\n    file: dump\n    format: json\n    kind: snapshot\n"
                       "    key: [id]\n    columns:\n      id: {type: integer}\n";
    for (std::size_t i = 1; i < columns; ++i) {
      yaml += fmt::format("      c{}: {{type: \"{}\"}}\n", i, type);
    }
    std::ofstream(program.settings_file().parent_path() / "datasets/shop.yaml") << yaml;
  };
  const auto is_told = [&](const std::string& fact) {
    const auto scaffold = program.nightjar({"scaffold", "shop.wide"});
    CHECK(scaffold.exit_code == 2);
    CHECK_THAT(scaffold.errors, Contains(fact) && Contains("jsonb"));
    CHECK_THAT(program.nightjar({"check"}).output, Contains("FAULT  feed shop.wide: " + fact));
  };
  SECTION("too many columns") {
    described(1596, "text");
    is_told("shop.wide has 1596 columns, and a feed can have 1595");
  }
  SECTION("lists, which are never null") {
    described(700, "text[]");
    is_told("a row of shop.wide can never be stored: even empty it takes ");
  }
  SECTION("a record with a value in every column") {
    const std::string remark = "a record with a value in each of its 1100 columns can take ";
    described(1100, "integer");
    const auto scaffold = program.nightjar({"scaffold", "shop.wide"});
    CHECK(scaffold.exit_code == 0);
    CHECK_THAT(scaffold.output, Contains("-- Mind: " + remark));
    nightjar::postgres::Connection session(program.database().url(), "test");
    session.run_script(scaffold.output);
    session.query("SELECT nightjar.adopt_feed('shop.wide')");
    CHECK_THAT(program.nightjar({"check"}).output, Contains("ok     feed shop.wide: " + remark));
  }
}
