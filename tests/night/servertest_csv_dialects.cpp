#include <string>

#include "base/format.hpp"
#include "night/night_bench.hpp"
#include "support/catch.hpp"

using Catch::Contains;
using nightjar::ledger::Outcome;
using nightjar::support::NightBench;
using nightjar::support::told;

namespace {

/// A feed of shop.singles with this dialect, and these keys for its columns.
std::string singles(std::string_view csv, std::string_view code, std::string_view note,
                    std::string_view amount) {
  return fmt::format(
      "  singles:\n    file: dump\n    format: csv\n    csv: {}\n    kind: snapshot\n"
      "    key: [code]\n"
      "    guards: {{max_deleted_percent: 100, max_rejected_percent: 100}}\n"
      "    columns:\n      code: {{type: text{}}}\n      note: {{type: text{}}}\n"
      "      amount: {{type: integer{}}}\n",
      csv, code, note, amount);
}

std::string rows(NightBench& bench) {
  return bench.query(
      "SELECT string_agg(code || ':' || coalesce(note, '~') || ':' || coalesce(amount::text, '~'), "
      "' ' ORDER BY code) FROM shop.singles WHERE deleted_at IS NULL");
}

std::string row_versions(NightBench& bench) {
  return bench.query(
      "SELECT string_agg(xmin || ' ' || ctid, ', ' ORDER BY code) FROM shop.singles");
}

/// The first night gives these rows, and the same file in the second night changes nothing.
void check_nights(NightBench& bench, const std::string& dump, const std::string& expected) {
  bench.night(1, {{"dump", dump}});
  CHECK(rows(bench) == expected);
  const std::string versions = row_versions(bench);
  CHECK(bench.night(2, {{"dump", dump}}).outcome == Outcome::unchanged);
  CHECK(row_versions(bench) == versions);
}

}  // namespace

TEST_CASE("A file with semicolons, quotes of its own and decimal commas is loaded", "[server]") {
  NightBench bench(singles("{delimiter: ';', quote: \"'\"}", "", ", trim: yes, null_if: [NA]",
                           ", decimal: \",\", thousands: \".\", unit: EUR"));
  check_nights(bench, "code;note;amount\na;'x; ''y''';1.000,0 EUR\nb; NA ;EUR 2\n",
               "a:x; 'y':1000 b:~:2");
}

TEST_CASE("A file without a header line, with backslashes, comments and a trailer is loaded",
          "[server]") {
  NightBench bench(singles(
      "{header: no, escape: backslash, skip_lines: 1, comment: '#', trailer: 'T,{records}'}",
      ", position: 2", ", position: 1, null_if: [\"\\\\N\"]", ", position: 3"));
  const std::string head = "written by \"nobody\n# comment\n";
  const std::string records = "\"the \\\"city\\\"\",a,1\n\\N,b,2\n";
  check_nights(bench, head + records + "T,2\n", "a:the \"city\":1 b:~:2");
  CHECK(told(bench.night(3, {{"dump", head + "x,a,1\n\\N,b,2\n\\N,c,3\nT,3\n"}})) ==
        "read 3, inserted 1, updated 1, unchanged 1");
  CHECK(bench.night(4, {{"dump", head + records + "T,3\n"}}).outcome == Outcome::failed);
  CHECK_THAT(bench.query("SELECT error FROM nightjar.runs ORDER BY run_id DESC LIMIT 1"),
             Contains("the trailer counts 3 records, but the file has 2"));
  CHECK(rows(bench) == "a:x:1 b:~:2 c:~:3");
}

TEST_CASE("Another form of the values is read afresh, without a change of the bytes", "[server]") {
  NightBench bench(singles("{}", "", "", ", decimal: \",\", thousands: \".\""));
  const std::string dump = "code,note,amount\na,x,1.000\nb,NA,2\n";
  bench.night(1, {{"dump", dump}});
  CHECK(rows(bench) == "a:x:1000 b:NA:2");
  bench.describe(singles("{}", "", ", null_if: [NA]", ""));
  CHECK(told(bench.night(2, {{"dump", dump}})) == "read 2, updated 2");
  CHECK(rows(bench) == "a:x:1 b:~:2");
}
