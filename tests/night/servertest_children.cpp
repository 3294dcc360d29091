#include <filesystem>
#include <string>
#include <string_view>

#include "base/format.hpp"
#include "night/night_bench.hpp"
#include "support/catch.hpp"

using Catch::Contains;
using nightjar::ledger::Outcome;
using nightjar::support::Files;
using nightjar::support::NightBench;
using nightjar::support::told;

namespace {

/// Lines of orders, in shop.pairs: the order is the left code, the article the right one.
std::string lines_feed(std::string_view format, std::string_view each, std::string_view order,
                       std::string_view article, std::string_view more = {}) {
  return fmt::format(
      "  pairs:\n    file: orders\n    format: {}\n    each: {}\n    kind: snapshot\n"
      "    key: [left_code, right_code]\n"
      "    guards: {{max_deleted_percent: 100, max_rejected_percent: 100, allow_empty: yes}}\n"
      "    columns:\n      left_code: {{type: text, path: {}}}\n"
      "      right_code: {{type: text, path: {}}}\n{}",
      format, each, order, article, more);
}

constexpr std::string_view note_and_amount =
    "      note: {type: text, path: ^/buyer}\n      amount: {type: integer, path: /n}\n";

std::string orders_feed() {
  return lines_feed("json", "/lines", "^/id", "/article", note_and_amount);
}

/// An order with lines such as `{"article":"x","n":1}`.
std::string order(std::string_view id, std::string_view lines, std::string_view buyer = "B") {
  return fmt::format(R"({{"id":"{}","buyer":"{}","lines":[{}]}})", id, buyer, lines);
}
std::string line(std::string_view article, std::string_view n) {
  return fmt::format(R"({{"article":"{}","n":{}}})", article, n);
}
Files file(std::string_view records) { return {{"orders", fmt::format("[{}]", records)}}; }

std::string live(NightBench& bench) {
  return bench.query(
      "SELECT string_agg(left_code || '/' || right_code || coalesce(':' || note, '') || "
      "coalesce(':' || amount, ''), ' ' ORDER BY left_code, right_code) FROM shop.pairs_live");
}

std::string history(NightBench& bench) {
  return bench.query(fmt::format(
      "SELECT string_agg(left_code || '/' || right_code || ':' || coalesce(amount::text, '~') || "
      "'@' || {} || '-' || coalesce({}, ''), ' ' ORDER BY left_code, right_code, valid_from) "
      "FROM shop.pairs_history",
      nightjar::support::day_of("valid_from"), nightjar::support::day_of("valid_to")));
}

std::string row_versions(NightBench& bench) {
  return bench.query(
      "SELECT string_agg(xmin || ' ' || ctid, ', ' ORDER BY left_code, right_code) "
      "FROM shop.pairs");
}

std::string rejects(NightBench& bench) {
  return bench.query(
      "SELECT string_agg(line || ':' || reason || ':' || raw, ' ' ORDER BY position) "
      "FROM nightjar.rejects WHERE run_id = (SELECT max(run_id) FROM nightjar.runs)");
}

}  // namespace

TEST_CASE("Each element of an array is a row with a history of its own", "[server]") {
  NightBench bench(orders_feed());
  const std::string one = order("1", line("x", "1") + "," + line("y", "2"));
  CHECK(told(bench.night(1, file(one + "," + order("2", line("x", "3"))))) == "read 3, inserted 3");
  CHECK(live(bench) == "1/x:B:1 1/y:B:2 2/x:B:3");
  const std::string versions = row_versions(bench);
  CHECK(told(bench.night(2, file(one + "," + order("2", line("x", "3"))))) ==
        "read 3, unchanged 3");
  CHECK(row_versions(bench) == versions);
  // One line changes, one vanishes, one is new.
  CHECK(told(bench.night(3, file(order("1", line("x", "7") + "," + line("z", "1")) + "," +
                                 order("2", line("x", "3"))))) ==
        "read 3, inserted 1, updated 1, deleted 1, unchanged 1");
  CHECK(history(bench) == "1/x:1@1-3 1/x:7@3- 1/y:2@1-3 1/z:1@3- 2/x:3@1-");
  // A record vanishes with its lines, and comes back.
  CHECK(told(bench.night(4, file(order("2", line("x", "3"))))) == "read 1, deleted 2, unchanged 1");
  CHECK(told(bench.night(5, file(one + "," + order("2", line("x", "3"))))) ==
        "read 3, restored 2, unchanged 1");
  CHECK(history(bench) == "1/x:1@1-3 1/x:7@3-4 1/x:1@5- 1/y:2@1-3 1/y:2@5- 1/z:1@3-4 2/x:3@1-");
}

TEST_CASE("A value of the record is one of each of its rows", "[server]") {
  NightBench bench(orders_feed());
  bench.night(1, file(order("1", line("x", "1") + "," + line("y", "2"))));
  CHECK(told(bench.night(2, file(order("1", line("x", "1") + "," + line("y", "2"), "C")))) ==
        "read 2, updated 2");
  CHECK(live(bench) == "1/x:C:1 1/y:C:2");
}

TEST_CASE("What no column of a child feed reads changes no row", "[server]") {
  NightBench bench(orders_feed());
  bench.night(1, file(order("1", line("x", "1"))));
  CHECK(told(bench.night(2, file(R"({"seen": 7, "lines": [ {"n": 1, "article": "x"} ], )"
                                 R"("buyer": "\u0042", "id": "1"})"))) == "read 1, unchanged 1");
}

TEST_CASE("A missing, null or empty array has no rows", "[server]") {
  NightBench bench(orders_feed());
  bench.night(1, file(order("1", line("x", "1")) + "," + order("2", line("x", "1")) + "," +
                      order("3", line("x", "1"))));
  CHECK(told(bench.night(2, file(R"({"id":"1","buyer":"B"},{"id":"2","lines":null},)" +
                                 order("3", "")))) == "deleted 3");
  CHECK(told(bench.night(
                 3, file(R"({"id":"1","buyer":"B"},{"id":"2","lines":null},)" + order("3", ""))))
            .empty());
}

TEST_CASE("A record that is rejected keeps its rows", "[server]") {
  NightBench bench(orders_feed());
  const std::string one = order("1", line("x", "1") + "," + line("y", "2"));
  const std::string two = order("2", line("x", "3"));
  bench.night(1, file(one + "," + two));
  const std::string versions = row_versions(bench);
  const auto [broken, reason] = GENERATE(table<std::string, std::string>(
      {{R"({"id":"1","buyer":"B","lines":[{"article":"x",7}]})", "malformed"},
       {R"({"id":"1","buyer":"B","lines":"none"})", "wrong_type"},
       {R"({"id":"1","buyer":{"name":"B"},"lines":[]})", "wrong_type"}}));
  CAPTURE(broken);
  CHECK(told(bench.night(2, file(broken + "," + two))) == "read 2, unchanged 1, rejected 1");
  CHECK(rejects(bench) == "1:" + reason + ":" + broken);
  CHECK(row_versions(bench) == versions);
  // And the next night, until it is corrected.
  CHECK(told(bench.night(3, file(broken + "," + two))) == "read 2, unchanged 1, rejected 1");
  CHECK(told(bench.night(4, file(one + "," + two))) == "read 3, unchanged 3");
  CHECK(row_versions(bench) == versions);
}

TEST_CASE("A record without what the key takes from it protects no row", "[server]") {
  NightBench bench(orders_feed());
  bench.night(1, file(order("1", line("x", "1")) + "," + order("2", line("x", "3"))));
  CHECK(told(bench.night(2, file(R"({"buyer":"B","lines":[{"article":"x","n":1}]},)" +
                                 order("2", line("x", "3"))))) ==
        "read 2, deleted 1, unchanged 1, rejected 1");
}

TEST_CASE("An element that does not fit keeps its own row only", "[server]") {
  NightBench bench(orders_feed());
  bench.night(1, file(order("1", line("x", "1") + "," + line("y", "2"))));
  CHECK(told(bench.night(2, file(order("1", line("x", "\"many\""))))) ==
        "read 1, deleted 1, rejected 1");
  CHECK(rejects(bench) == R"(1:wrong_type:{"article":"x","n":"many"})");
  CHECK(live(bench) == "1/x:B:1");
}

TEST_CASE("Of one key in two records the first is taken", "[server]") {
  NightBench bench(orders_feed());
  const std::string one = order("1", line("x", "1"));
  CHECK(told(bench.night(1, file(one + "," + order("1", line("x", "2") + "," + line("x", "1"))))) ==
        "read 3, inserted 1, duplicates 1, rejected 1");
  CHECK(rejects(bench) == "1:duplicate_key:" + line("x", "2"));
  CHECK(told(bench.night(2, file(one + "," + order("1", line("x", "2") + "," + line("x", "1"))))) ==
        "read 3, unchanged 1, duplicates 1, rejected 1");
  // The same when the first comes in front of records that are recognised.
  CHECK(told(bench.night(3, file(order("1", line("x", "5")) + "," + one))) ==
        "read 2, updated 1, rejected 1");
  CHECK(rejects(bench) == "1:duplicate_key:" + line("x", "1"));
}

TEST_CASE("An element may move to another record", "[server]") {
  NightBench bench(lines_feed("ndjson", "/lines", "/article", "/part",
                              "      amount: {type: integer, path: /n}\n"));
  const std::string x = R"({"article":"x","part":"1","n":1})";
  const std::string y = R"({"article":"y","part":"1","n":2})";
  const auto dump = [](const std::string& first, const std::string& second) {
    return Files{
        {"orders", fmt::format("{{\"lines\":[{}]}}\n{{\"lines\":[{}]}}\n", first, second)}};
  };
  bench.night(1, dump(x + "," + y, ""));
  const std::string versions = row_versions(bench);
  CHECK(told(bench.night(2, dump(x, y))) == "read 2, unchanged 2");
  CHECK(told(bench.night(3, dump("", y + "," + x))) == "read 2, unchanged 2");
  CHECK(row_versions(bench) == versions);
}

TEST_CASE("A child feed knows the place of an element, and the name of a member", "[server]") {
  NightBench bench(lines_feed("json", "/lines", "^/id", "/~index, from: string",
                              "      note: {type: text, path: \"\"}\n"));
  bench.night(1, file(R"({"id":"1","lines":["a","b"]})"));
  CHECK(live(bench) == "1/0:a 1/1:b");
  CHECK(told(bench.night(2, file(R"({"id":"1","lines":["z","a","b"]})"))) ==
        "read 3, inserted 1, updated 2");
  bench.describe(
      lines_feed("json", "/lines", "^/id", "/~key", "      amount: {type: integer, path: /n}\n"));
  CHECK(told(bench.night(3, file(R"({"id":"1","lines":{"\u0061":{"n":1},"b/c":{"n":2}}})"))) ==
        "read 2, inserted 2, deleted 3");
  CHECK(live(bench) == "1/a:1 1/b/c:2");
}

TEST_CASE("Records under a pointer have child rows too", "[server]") {
  NightBench bench(lines_feed("json", "/lines\n    records: /data/*", "^/~key", "/article", ""));
  bench.night(1, {{"orders", R"({"data":{"k1":{"lines":[{"article":"x"}]},)"
                             R"("k2":{"lines":[{"article":"y"},{"article":"z"}]}}})"}});
  CHECK(live(bench) == "k1/x k2/y k2/z");
}

TEST_CASE("A field of a CSV with Python literals, or JSON, has child rows", "[server]") {
  NightBench bench(lines_feed("csv", "{path: /genres, format: python}", "^/id", "/name",
                              "      amount: {type: integer, path: /id}\n"));
  const std::string dump =
      "id,genres\n1,\"[{'id': 16, 'name': \"\"it's\"\"}, {'id': 35, 'name': "
      "'b'}]\"\n2,[]\n3,\n,\n";
  CHECK(told(bench.night(1, {{"orders", dump}})) == "read 2, inserted 2");
  CHECK(live(bench) == "1/b:35 1/it's:16");
  const std::string versions = row_versions(bench);
  CHECK(told(bench.night(2, {{"orders", dump}})) == "read 2, unchanged 2");
  // A literal that is cut off keeps its rows; so does a line with too many fields.
  CHECK(told(bench.night(3, {{"orders", "id,genres\n1,[{'id': 16\n"}})) == "read 1, rejected 1");
  CHECK(told(bench.night(4, {{"orders", "id,genres\n1,[],7\n"}})) == "read 1, rejected 1");
  CHECK(row_versions(bench) == versions);
  bench.describe(lines_feed("csv", "/genres/list", "^/id", "/name",
                            "      amount: {type: integer, path: /id}\n"));
  CHECK(told(bench.night(5, {{"orders",
                              "id,genres\n1,\"{\"\"list\"\": [{\"\"name\"\": "
                              "\"\"b\"\", \"\"id\"\": 35}]}\"\n"}})) ==
        "read 1, deleted 1, unchanged 1");
}

TEST_CASE("A feed and the feeds of its arrays read one file", "[server]") {
  const std::string orders =
      "  singles:\n    file: orders\n    format: json\n    kind: snapshot\n    key: [code]\n"
      "    columns:\n      code: {type: text, path: /id}\n      note: {type: text, path: /buyer}\n";
  NightBench bench(orders + orders_feed());
  const auto report = bench.night(1, file(order("1", line("x", "1") + "," + line("y", "2"))));
  CHECK(report.outcome == Outcome::loaded);
  CHECK(bench.query("SELECT count(*) FROM shop.singles") == "1");
  CHECK(live(bench) == "1/x:B:1 1/y:B:2");
  CHECK(bench.night(2, file(order("1", line("x", "1") + "," + line("y", "2")))).outcome ==
        Outcome::unchanged);
}

TEST_CASE("A lost fingerprint cache changes nothing for child rows", "[server]") {
  NightBench bench(orders_feed());
  const auto dump = file(order("1", line("x", "1") + "," + line("y", "2")));
  bench.night(1, dump);
  const std::string versions = row_versions(bench);
  std::filesystem::remove(bench.fingerprint_cache("pairs"));
  CHECK(told(bench.night(2, dump)) == "read 2, unchanged 2");
  CHECK(told(bench.night(3, dump)) == "read 2, unchanged 2");
  CHECK(row_versions(bench) == versions);
}

TEST_CASE("Many child rows keep their history while records come, go and move", "[server]") {
  NightBench bench(orders_feed());
  constexpr int orders = 5000;
  const auto dump = [&](int first, int changed_each) {
    std::string text;
    for (int id = first; id < first + orders; ++id) {
      std::string lines;
      for (int article = 0; article < id % 4; ++article) {
        const bool is_changed = changed_each > 0 && id % changed_each == 0 && article == 1;
        lines +=
            (lines.empty() ? "" : ",") + line(fmt::format("{}", article), is_changed ? "9" : "1");
      }
      text += (text.empty() ? "" : ",\n") + order(fmt::format("{}", id), lines);
    }
    return file(text);
  };
  CHECK(told(bench.night(1, dump(0, 0))) == "read 7500, inserted 7500");
  CHECK(told(bench.night(2, dump(0, 0))) == "read 7500, unchanged 7500");
  CHECK(told(bench.night(3, dump(0, 50))) == "read 7500, updated 50, unchanged 7450");
  CHECK(told(bench.night(4, dump(2000, 50))) ==
        "read 7500, inserted 3000, deleted 3000, unchanged 4500");
  CHECK(bench.query("SELECT count(*) FROM shop.pairs_live WHERE amount = 9") == "50");
}

TEST_CASE("A file can be tried against a child feed without a database", "[server]") {
  NightBench bench(orders_feed());
  bench.deliver(file(order("1", line("x", "1") + "," + line("y", "\"many\""))));
  const auto tried =
      bench.program({"check", "--file", (bench.source() / "orders").string(), "shop.pairs"});
  CHECK_THAT(tried.output, Contains("amount: \"many\""));
  CHECK_THAT(tried.output, Contains(R"({"article":"y","n":"many"})"));
}
