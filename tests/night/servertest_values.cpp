#include <string>
#include <vector>

#include "base/format.hpp"
#include "night/night_bench.hpp"
#include "support/catch.hpp"

using nightjar::ledger::Outcome;
using nightjar::support::NightBench;
using nightjar::support::told;

namespace {

/// A feed of shop.singles with these further columns.
std::string singles(std::string_view form, std::string_view columns) {
  return fmt::format(
      "  singles:\n    file: dump\n    format: {}\n    kind: snapshot\n    key: [code]\n"
      "    guards: {{max_deleted_percent: 100, max_rejected_percent: 100}}\n"
      "    columns:\n      code: {{type: text}}\n{}",
      form, columns);
}

constexpr std::string_view every_type =
    "      note: {type: text}\n      amount: {type: integer}\n      ratio: {type: double}\n"
    "      price: {type: numeric}\n      is_open: {type: boolean}\n      on_day: {type: date}\n"
    "      at_time: {type: timestamptz}\n      extra: {type: jsonb}\n";

std::string with_tags() { return std::string(every_type) + "      tags: {type: \"text[]\"}\n"; }

/// The transaction and place of each row.
std::string row_versions(NightBench& bench) {
  return bench.query(
      "SELECT string_agg(xmin || ' ' || ctid, ', ' ORDER BY code) FROM shop.singles");
}

/// How many rows PostgreSQL updated in the table at all.
std::string updates(NightBench& bench) {
  return bench.query(
      "SELECT n_tup_upd FROM pg_stat_user_tables "
      "WHERE schemaname = 'shop' AND relname = 'singles'");
}

struct Rewriting {
  const char* what;
  const char* first;
  const char* second;
};

}  // namespace

TEST_CASE("A JSON record written in another way is no change, and no row is rewritten",
          "[server]") {
  const std::vector<Rewriting> rewritings{
      {"the same bytes", R"([{"code":"a","note":"x"}])", R"([{"code":"a","note":"x"}])"},
      {"white space", R"([{"code":"a","note":"x"}])",
       "\n[ {\t\"code\" : \"a\" ,\r\n\"note\": \"x\" } ] "},
      {"order of fields", R"([{"code":"a","note":"x"}])", R"([{"note":"x","code":"a"}])"},
      {"escapes", R"([{"code":"é","note":"a/\"b"}])",
       R"([{"code":"\u00e9","note":"\u0061\/\u0022b"}])"},
      {"a pair of surrogates", R"([{"code":"a","note":"😀"}])",
       R"([{"code":"a","note":"\uD83D\ude00"}])"},
      {"escapes in a name", R"([{"code":"a","note":"x"}])",
       R"([{"c\u006fde":"a","n\u006fte":"x"}])"},
      {"missing for null", R"([{"code":"a","note":null}])", R"([{"code":"a"}])"},
      {"null for missing", R"([{"code":"a"}])",
       R"([{"code":"a","note":null,"ratio":null,"extra":null}])"},
      {"a field that nobody wants", R"([{"code":"a"}])", R"([{"code":"a","else":{"code":"b"}}])"},
      {"an integer with a point", R"([{"code":"a","amount":12}])",
       R"([{"code":"a","amount":12.0}])"},
      {"1.0 of a double", R"([{"code":"a","ratio":1}])", R"([{"code":"a","ratio":1.0}])"},
      {"an exponent of a double", R"([{"code":"a","ratio":0.1}])",
       R"([{"code":"a","ratio":1E-1}])"},
      {"minus zero of a double", R"([{"code":"a","ratio":0}])", R"([{"code":"a","ratio":-0.0}])"},
      {"1.0 of a numeric", R"([{"code":"a","price":1}])", R"([{"code":"a","price":1.0}])"},
      {"an exponent of a numeric", R"([{"code":"a","price":10000}])",
       R"([{"code":"a","price":1e4}])"},
      {"another zone", R"([{"code":"a","at_time":"2021-12-17T11:49:40.461+0100"}])",
       R"([{"code":"a","at_time":"2021-12-17T10:49:40.461000Z"}])"},
      {"a day as an instant", R"([{"code":"a","on_day":"2021-12-17"}])",
       R"([{"code":"a","on_day":"2021-12-17T00:00:00.000+0000"}])"},
      {"1.0 inside a jsonb", R"([{"code":"a","extra":{"x":[1,2]}}])",
       R"([{"code":"a","extra":{"x":[1.0,2e0]}}])"},
      {"order inside a jsonb", R"([{"code":"a","extra":{"x":1,"yy":2}}])",
       R"([{"code":"a","extra": { "yy" : 2 , "x" : 1 } }])"},
      {"a member twice inside a jsonb", R"([{"code":"a","extra":{"x":1}}])",
       R"([{"code":"a","extra":{"x":7,"x":1}}])"},
      {"white space in a list", R"([{"code":"a","tags":["x","y"]}])",
       R"([{"code":"a","tags":[ "\u0078" , "y"]}])"},
      {"no list for a null", R"([{"code":"a","tags":null}])", R"([{"code":"a"}])"}};
  NightBench bench(singles("json", with_tags()));
  for (const Rewriting& rewriting : rewritings) {
    INFO(rewriting.what);
    bench.forget_all();
    bench.night(1, {{"dump", rewriting.first}});
    const std::string rows = row_versions(bench);
    const std::string written = updates(bench);
    const auto second = bench.night(2, {{"dump", rewriting.second}});
    CHECK(second.outcome == Outcome::unchanged);
    CHECK(told(second) == "read 1, unchanged 1");
    CHECK(row_versions(bench) == rows);
    CHECK(updates(bench) == written);
  }
}

TEST_CASE("A CSV record written in another way is no change, and no row is rewritten", "[server]") {
  const std::vector<Rewriting> rewritings{
      {"quotes", "x,1,1.5,1.5,true,2021-12-17,2021-12-17T10:49:40Z,7",
       R"("x","1","1.5","1.5","true","2021-12-17","2021-12-17T10:49:40Z","7")"},
      {"decimals", "x,1,1.5,1.5,true,2021-12-17,2021-12-17T10:49:40Z,7",
       "x,1.0,1.50,1.500,t,2021-12-17,2021-12-17T11:49:40+01:00,7.0"},
      {"nothing between quotes", ",,,,,,,", R"("","","","","","","","")"},
      {"a jsonb", R"(,,,,,,,"{""a"":1,""b"":[]}")", R"(,,,,,,,"{ ""b"": [ ], ""a"": 1.0 }")"}};
  const std::string header = "code,note,amount,ratio,price,is_open,on_day,at_time,extra\n";
  NightBench bench(singles("csv", every_type));
  for (const Rewriting& rewriting : rewritings) {
    INFO(rewriting.what);
    bench.forget_all();
    bench.night(1, {{"dump", header + "a," + rewriting.first + "\n"}});
    const std::string rows = row_versions(bench);
    const auto second =
        bench.night(2, {{"dump", "\xEF\xBB\xBF" + header + "\"a\"," + rewriting.second + "\r\n"}});
    CHECK(told(second) == "read 1, unchanged 1");
    CHECK(row_versions(bench) == rows);
  }
}

TEST_CASE("Values that only look alike are a change", "[server]") {
  const std::vector<Rewriting> changes{
      {"case", R"([{"code":"a","note":"x"}])", R"([{"code":"a","note":"X"}])"},
      {"a space", R"([{"code":"a","note":"x"}])", R"([{"code":"a","note":"x "}])"},
      {"an empty text for null", R"([{"code":"a","note":null}])", R"([{"code":"a","note":""}])"},
      {"composed for decomposed", R"([{"code":"a","note":"é"}])",
       R"([{"code":"a","note":"e\u0301"}])"},
      {"a value in the next column", R"([{"code":"a","note":"x"}])",
       R"([{"code":"a","second_note":"x"}])"},
      {"two values exchanged", R"([{"code":"a","note":"x","second_note":"y"}])",
       R"([{"code":"a","note":"y","second_note":"x"}])"},
      {"two values parted elsewhere", R"([{"code":"a","note":"ab","second_note":"c"}])",
       R"([{"code":"a","note":"a","second_note":"bc"}])"},
      {"a list parted elsewhere", R"([{"code":"a","tags":["ab","c"]}])",
       R"([{"code":"a","tags":["a","bc"]}])"},
      {"the order of a list", R"([{"code":"a","tags":["a","b"]}])",
       R"([{"code":"a","tags":["b","a"]}])"},
      {"a text for a number inside a jsonb", R"([{"code":"a","extra":{"x":1}}])",
       R"([{"code":"a","extra":{"x":"1"}}])"},
      {"the order of a jsonb's array", R"([{"code":"a","extra":[1,2]}])",
       R"([{"code":"a","extra":[2,1]}])"},
      {"the last digit of a double", R"([{"code":"a","ratio":0.1}])",
       R"([{"code":"a","ratio":0.10000000000000002}])"},
      {"the last digit of a numeric", R"([{"code":"a","price":0.1}])",
       R"([{"code":"a","price":0.1000000000000000000001}])"},
      {"a microsecond", R"([{"code":"a","at_time":"2021-12-17T10:49:40Z"}])",
       R"([{"code":"a","at_time":"2021-12-17T10:49:40.000001Z"}])"},
      {"false for null", R"([{"code":"a","is_open":null}])", R"([{"code":"a","is_open":false}])"},
      {"zero for null", R"([{"code":"a","amount":null}])", R"([{"code":"a","amount":0}])"}};
  NightBench bench(singles("json", with_tags() + "      second_note: {type: text}\n"));
  for (const Rewriting& change : changes) {
    INFO(change.what);
    bench.forget_all();
    bench.night(1, {{"dump", change.first}});
    CHECK(told(bench.night(2, {{"dump", change.second}})) == "read 1, updated 1");
    CHECK(told(bench.night(3, {{"dump", change.second}})) == "read 1, unchanged 1");
    CHECK(bench.query("SELECT count(*) FROM shop.singles_history") == "2");
  }
}

TEST_CASE("The compound keys (ab, c) and (a, bc) are two rows", "[server]") {
  NightBench bench(
      "  pairs:\n    file: dump\n    format: ndjson\n    kind: snapshot\n"
      "    key: [left_code, right_code]\n    columns:\n      left_code: {type: text}\n"
      "      right_code: {type: text}\n      note: {type: text}\n");
  const std::string first = R"({"left_code":"ab","right_code":"c","note":"x"})";
  const std::string second = R"({"left_code":"a","right_code":"bc","note":"x"})";
  CHECK(told(bench.night(1, {{"dump", first + "\n" + second + "\n"}})) == "read 2, inserted 2");
  const std::string other = R"({"left_code":"a","right_code":"bc","note":"y"})";
  CHECK(told(bench.night(2, {{"dump", other + "\n" + first + "\n"}})) ==
        "read 2, updated 1, unchanged 1");
  CHECK(bench.query("SELECT left_code, right_code, note FROM shop.pairs ORDER BY 1") ==
        "a|bc|y\nab|c|x");
}

TEST_CASE("A key of number, instant, numeric, date and boolean is one key however it is written",
          "[server]") {
  NightBench bench(
      "  events:\n    file: dump\n    format: csv\n    kind: snapshot\n"
      "    key: [number, at_time, price, on_day, is_open]\n    columns:\n"
      "      number: {type: integer}\n      at_time: {type: timestamptz}\n"
      "      price: {type: numeric}\n      on_day: {type: date}\n      is_open: {type: boolean}\n"
      "      note: {type: text}\n");
  const std::string header = "number,at_time,price,on_day,is_open,note\n";
  const std::string one = "1,2021-12-17T10:49:40Z,1.5,2021-12-17,true,x\n";
  const std::string again = "1.0,2021-12-17T11:49:40+0100,1.500,2021-12-17,T,x\n";
  const std::string other = "1.0,2021-12-17T11:49:40+0100,15e-1,2021-12-17,1,y\n";
  CHECK(told(bench.night(1, {{"dump", header + one + again}})) ==
        "read 2, inserted 1, duplicates 1");
  CHECK(told(bench.night(2, {{"dump", header + again}})) == "read 1, unchanged 1");
  CHECK(told(bench.night(3, {{"dump", header + other}})) == "read 1, updated 1");
  CHECK(bench.query("SELECT count(*) FROM shop.events_history") == "2");
}

TEST_CASE("A dump of many records that is rewritten with the same values changes nothing",
          "[server]") {
  // More than the 20,000 records after which the comparison gives up on the bytes.
  constexpr int records = 30'000;
  const auto dump = [](const std::string& gap, int updated) {
    std::string text;
    for (int i = 0; i < records; ++i) {
      text += fmt::format("{{\"code\":{}\"{}\",\"note\":\"{}\"}}\n", gap, i,
                          i == updated ? "new" : "x");
    }
    return text;
  };
  NightBench bench(singles("ndjson", "      note: {type: text}\n"));
  bench.night(1, {{"dump", dump("", -1)}});
  const std::string rows = row_versions(bench);
  const auto second = bench.night(2, {{"dump", dump(" ", -1)}});
  CHECK(told(second) == "read 30000, unchanged 30000");
  CHECK(row_versions(bench) == rows);
  // Half of it old, half of it new, a repeat of both on either side of the change of mind.
  const std::string old = dump(" ", -1);
  const std::string half = old.substr(0, old.find("\n", old.size() / 2) + 1);
  const std::string rest = dump("  ", 29'999).substr(0);
  const auto cut = rest.find("{\"code\":  \"" + std::to_string(15'000) + "\"");
  const auto third = bench.night(3, {{"dump", dump("   ", 29'999) + half + rest.substr(cut)}});
  CHECK(third.feeds.front().counts.inserted == 0);
  CHECK(third.feeds.front().counts.deleted == 0);
  CHECK(third.feeds.front().counts.updated == 1);
  CHECK(third.feeds.front().counts.unchanged == records - 1);
  CHECK(third.feeds.front().counts.rejected == 0);
}
