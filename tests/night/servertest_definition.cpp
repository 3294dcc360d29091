#include <string>

#include "base/format.hpp"
#include "night/night_bench.hpp"
#include "support/catch.hpp"

using nightjar::ledger::Outcome;
using nightjar::support::NightBench;
using nightjar::support::told;

namespace {

std::string singles(std::string_view columns, std::string_view form = "json") {
  return fmt::format(
      "  singles:\n    file: dump\n    format: {}\n    kind: snapshot\n    key: [code]\n"
      "    guards: {{max_deleted_percent: 100, max_rejected_percent: 100}}\n"
      "    columns:\n      code: {{type: text}}\n{}",
      form, columns);
}

const std::string note = "      note: {type: text}\n";
const std::string amount = "      amount: {type: integer}\n";

std::string row_versions(NightBench& bench) {
  return bench.query(
      "SELECT string_agg(xmin || ' ' || ctid, ', ' ORDER BY code) FROM shop.singles");
}

std::string versions(NightBench& bench) {
  return bench.query(
      "SELECT string_agg(code || ':' || coalesce(note, '~') || ':' || coalesce(amount::text, '~'), "
      "' ' ORDER BY code, valid_from) FROM shop.singles_history");
}

}  // namespace

TEST_CASE("A column that is added and null everywhere rewrites no row", "[server]") {
  NightBench bench(singles(note));
  const std::string dump = R"([{"code":"a","note":"x"},{"code":"b","note":"y"}])";
  bench.night(1, {{"dump", dump}});
  const std::string rows = row_versions(bench);
  bench.describe(singles(note + amount));
  const auto second = bench.night(2, {{"dump", dump}});
  CHECK(second.outcome == Outcome::unchanged);
  CHECK(told(second) == "read 2, unchanged 2");
  CHECK(row_versions(bench) == rows);
}

TEST_CASE("A column that is added gives a version to exactly the rows that have a value in it",
          "[server]") {
  NightBench bench(singles(note));
  const std::string dump =
      R"([{"code":"a","note":"x","amount":7},{"code":"b","note":"y"},{"code":"c","amount":null}])";
  bench.night(1, {{"dump", dump}});
  CHECK(told(bench.night(2, {{"dump", dump}})) == "read 3, unchanged 3");
  bench.describe(singles(note + amount));
  CHECK(told(bench.night(3, {{"dump", dump}})) == "read 3, updated 1, unchanged 2");
  CHECK(versions(bench) == "a:x:~ a:x:7 b:y:~ c:~:~");
  CHECK(told(bench.night(4, {{"dump", dump}})) == "read 3, unchanged 3");
}

TEST_CASE("A column that moves in the records is read from its new place the same night",
          "[server]") {
  NightBench bench(singles(note));
  const std::string dump =
      R"([{"code":"a","note":"x","remark":"new"},{"code":"b","note":"y","remark":"y"}])";
  bench.night(1, {{"dump", dump}});
  bench.describe(singles("      note: {type: text, path: /remark}\n"));
  CHECK(told(bench.night(2, {{"dump", dump}})) == "read 2, updated 1, unchanged 1");
  CHECK(versions(bench) == "a:x:~ a:new:~ b:y:~");
}

TEST_CASE(
    "A change of what is passed over, of a date's form or of a notation is read the same night",
    "[server]") {
  struct Change {
    const char* before;
    const char* after;
    const char* dump;
  };
  const std::vector<Change> changes{
      {"      note: {type: text}\n", "      note: {type: text, null_if: [x]}\n",
       "code,note\na,x\n"},
      {"      on_day: {type: date, format: [DD/MM/YYYY]}\n",
       "      on_day: {type: date, format: [MM/DD/YYYY]}\n", "code,on_day\na,02/03/2021\n"},
      {"      extra: {type: jsonb, format: json}\n", "      extra: {type: jsonb, format: python}\n",
       "code,extra\na,[7]\n"}};
  for (const Change& change : changes) {
    INFO(change.after);
    NightBench bench(singles(change.before, "csv"));
    bench.night(1, {{"dump", change.dump}});
    bench.describe(singles(change.after, "csv"));
    const auto second = bench.night(2, {{"dump", change.dump}});
    const bool same_value = std::string_view(change.before).find("jsonb") != std::string_view::npos;
    CHECK(told(second) == (same_value ? "read 1, unchanged 1" : "read 1, updated 1"));
  }
}

TEST_CASE("A column that is taken out keeps what it had and makes no version", "[server]") {
  NightBench bench(singles(note + amount));
  bench.night(1, {{"dump", R"([{"code":"a","note":"x","amount":7}])"}});
  bench.describe(singles(note));
  CHECK(told(bench.night(2, {{"dump", R"([{"code":"a","note":"x","amount":8}])"}})) ==
        "read 1, unchanged 1");
  CHECK(versions(bench) == "a:x:7");
}

TEST_CASE("A column whose type changes in a migration is compared by its new type", "[server]") {
  NightBench bench(singles("      amount: {type: integer}\n", "csv"));
  bench.night(1, {{"dump", "code,amount\na,7\nb,8\n"}});
  bench.session().run_script(
      "DROP VIEW shop.singles_history; DROP FUNCTION shop.singles_as_of(timestamptz); "
      "DROP VIEW shop.singles_live; ALTER TABLE shop.singles ALTER COLUMN amount TYPE text; "
      "ALTER TABLE shop.singles_past ALTER COLUMN amount TYPE text; "
      "SELECT nightjar.adopt_feed('shop.singles')");
  bench.describe(singles("      amount: {type: text}\n", "csv"));
  CHECK(told(bench.night(2, {{"dump", "code,amount\na,7\nb,8.0\n"}})) ==
        "read 2, updated 1, unchanged 1");
  CHECK(bench.query("SELECT string_agg(amount, ' ' ORDER BY code, valid_from) "
                    "FROM shop.singles_history") == "7 8 8.0");
  bench.session().run_script(
      "DROP VIEW shop.singles_history; DROP FUNCTION shop.singles_as_of(timestamptz); "
      "DROP VIEW shop.singles_live; TRUNCATE shop.singles, shop.singles_past; "
      "ALTER TABLE shop.singles ALTER COLUMN amount TYPE bigint USING NULL; "
      "ALTER TABLE shop.singles_past ALTER COLUMN amount TYPE bigint USING NULL; "
      "SELECT nightjar.adopt_feed('shop.singles')");
}

TEST_CASE("A definition that changes in a night that is held is compared in full the next",
          "[server]") {
  const auto strict = [](std::string_view columns) {
    return fmt::format(
        "  singles:\n    file: dump\n    format: json\n    kind: snapshot\n    key: [code]\n"
        "    columns:\n      code: {{type: text}}\n{}",
        columns);
  };
  NightBench bench(strict(note));
  const std::string dump = R"([{"code":"a","note":"x","amount":7},{"code":"b","note":"y"}])";
  bench.night(1, {{"dump", dump}});
  bench.describe(strict(note + amount));
  CHECK(bench.night(2, {{"dump", R"([{"code":"b","note":"y"}])"}}).outcome == Outcome::held);
  CHECK(versions(bench) == "a:x:~ b:y:~");
  CHECK(told(bench.night(3, {{"dump", dump}})) == "read 2, updated 1, unchanged 1");
  CHECK(versions(bench) == "a:x:~ a:x:7 b:y:~");
}

TEST_CASE("A definition that says the same in other words keeps recognising records by their bytes",
          "[server]") {
  NightBench bench(singles(note));
  const std::string dump = R"([{"code":"a","note":"x"}])";
  bench.night(1, {{"dump", dump}});
  const std::string digest =
      bench.query("SELECT definition_digest FROM nightjar.feeds WHERE feed = 'shop.singles'");
  bench.describe(singles("      note: {type: text, path: /note}  # where it is anyway\n"));
  CHECK(told(bench.night(2, {{"dump", dump}})) == "read 1, unchanged 1");
  CHECK(bench.query("SELECT definition_digest FROM nightjar.feeds WHERE feed = 'shop.singles'") ==
        digest);
}
