#include <filesystem>
#include <map>
#include <string>

#include "base/file.hpp"
#include "base/format.hpp"
#include "night/night_bench.hpp"
#include "support/catch.hpp"

using Catch::Contains;
using nightjar::ledger::Outcome;
using nightjar::ledger::Report;
using nightjar::support::Files;
using nightjar::support::NightBench;
using nightjar::support::told;

namespace {

/// A feed of shop.singles in parts.
std::string singles(std::string_view more = "", std::string_view guards = "") {
  return fmt::format(
      "  singles:\n    file: u-*\n    parts: all\n{}    format: csv\n    kind: snapshot\n"
      "    key: [code]\n    guards: {{max_rejected_percent: 100{}}}\n"
      "    columns:\n      code: {{type: text}}\n      note: {{type: text}}\n"
      "      amount: {{type: integer, optional: yes}}\n",
      more, guards);
}

Files three_parts(const std::string& date = "20240101") {
  return {{"u-" + date + "-1.csv", "code,note,amount\na,x,1\nb,x,2\n"},
          {"u-" + date + "-2.csv", "code,note,amount\nc,x,3\nd,x,4\n"},
          {"u-" + date + "-10.csv", "code,note,amount\ne,x,5\n"}};
}

/// Without the gap before part 10.
Files parts(const std::string& date = "20240101") {
  auto files = three_parts(date);
  auto last = files.extract("u-" + date + "-10.csv");
  last.key() = "u-" + date + "-3.csv";
  files.insert(std::move(last));
  return files;
}

std::string rows(NightBench& bench) {
  return bench.query(
      "SELECT string_agg(code || ':' || coalesce(note, '~') || coalesce(amount::text, '~'), ' ' "
      "ORDER BY code) FROM shop.singles WHERE deleted_at IS NULL");
}

std::string row_versions(NightBench& bench) {
  return bench.query(
      "SELECT string_agg(xmin || ' ' || ctid, ', ' ORDER BY code) FROM shop.singles");
}

std::string files_of(NightBench& bench, std::int64_t run_id) {
  return bench.query(
      fmt::format("SELECT string_agg(part || ' ' || name || ' ' || bytes, ', ' ORDER BY part) "
                  "FROM nightjar.dumps WHERE run_id = {}",
                  run_id));
}

std::string reasons(const Report& report) {
  return fmt::format("{}", fmt::join(report.reasons, "; "));
}

}  // namespace

TEST_CASE("The parts of a dump are loaded as one file, and each is in the ledger and the archive",
          "[server]") {
  NightBench bench(singles());
  const Report first = bench.night(1, parts());
  CHECK(told(first) == "read 5, inserted 5");
  CHECK(first.feeds[0].bytes == 29 + 29 + 23);
  CHECK(rows(bench) == "a:x1 b:x2 c:x3 d:x4 e:x5");
  CHECK(files_of(bench, *first.run_id) ==
        "1 u-20240101-1.csv 29, 2 u-20240101-2.csv 29, 3 u-20240101-3.csv 23");
  CHECK(bench.query("SELECT count(DISTINCT archived_at) FROM nightjar.dumps") == "3");
  const std::string versions = row_versions(bench);
  CHECK(bench.night(2, parts("20240102")).outcome == Outcome::unchanged);
  auto files = parts("20240103");
  files["u-20240103-2.csv"] += "f,x,6\n";
  CHECK(told(bench.night(3, files)) == "read 6, inserted 1, unchanged 5");
  CHECK(row_versions(bench).starts_with(versions));
}

TEST_CASE("A night of the same records in other parts writes nothing", "[server]") {
  NightBench bench(singles());
  bench.night(1, parts());
  const std::string versions = row_versions(bench);
  const Report fewer =
      bench.night(2, {{"u-20240102-1.csv", "code,note,amount\na,x,1\nb,x,2\nc,x,3\n"},
                      {"u-20240102-2.csv", "code,note,amount\nd,x,4\ne,x,5\n"}});
  CHECK(told(fewer) == "read 5, unchanged 5");
  CHECK(row_versions(bench) == versions);
}

TEST_CASE("Unchanged parts are recognised by their bytes, without being parsed", "[server]") {
  NightBench bench(singles());
  bench.night(1, parts());
  // The rows in the table now differ from the files, which only a parsed record would show.
  bench.query("UPDATE shop.singles SET note = 'y', value_fingerprint = gen_random_uuid()");
  CHECK(bench.night(2, parts("20240102")).outcome == Outcome::unchanged);
  CHECK(rows(bench) == "a:y1 b:y2 c:y3 d:y4 e:y5");
}

TEST_CASE("Each part has a header of its own", "[server]") {
  NightBench bench(singles());
  const Files files{{"u-20240101-1.csv", "code,note,amount\na,1,2\nb,x,3\n"},
                    {"u-20240101-2.csv",
                     "\xEF\xBB\xBF"
                     "amount,code,note\n2,c,1\n4,d,x\n"},
                    {"u-20240101-3.csv", "note,code\nx,e\n"}};
  CHECK(told(bench.night(1, files)) == "read 5, inserted 5");
  CHECK(rows(bench) == "a:12 b:x3 c:12 d:x4 e:x~");
  const std::string versions = row_versions(bench);
  auto again = files;
  again["u-20240101-4.csv"] = "code,note,amount\n";
  CHECK(told(bench.night(2, again)) == "read 5, unchanged 5");
  CHECK(row_versions(bench) == versions);
}

TEST_CASE("The same line under another header is another record", "[server]") {
  NightBench bench(singles());
  const std::string line = "a,b,1\n";
  const Files files{{"u-20240101-1.csv", "code,note,amount\n" + line},
                    {"u-20240101-2.csv", "note,code,amount\n" + line}};
  CHECK(told(bench.night(1, files)) == "read 2, inserted 2");
  CHECK(rows(bench) == "a:b1 b:a1");
  auto again = files;
  again["u-20240101-2.csv"] += "x,c,1\n";
  CHECK(told(bench.night(2, again)) == "read 3, inserted 1, unchanged 2");
  CHECK(rows(bench) == "a:b1 b:a1 c:x1");
}

TEST_CASE("Parts are JSON arrays of their own, and may be packed", "[server]") {
  std::string yaml = singles("", ", allow_empty: yes");
  const std::string csv = "format: csv";
  yaml.replace(yaml.find(csv), csv.size(), "format: json");
  const std::string optional = ", optional: yes";
  yaml.erase(yaml.find(optional), optional.size());
  NightBench bench(yaml);
  bench.deliver({{"u-20240101-1.json", R"([{"code":"a","note":"x","amount":1}])"},
                 {"u-20240101-2.json", R"([])"},
                 {"u-20240101-3.json", R"([{"code":"b"},{"code":"a"}])"}});
  nightjar::support::run({.words = {"gzip", (bench.source() / "u-20240101-1.json").string()}});
  CHECK(told(bench.run(1)) == "read 3, inserted 2, rejected 1");
  CHECK(rows(bench) == "a:x1 b:~~");
}

TEST_CASE("A key in two parts is a duplicate, and of different values the first wins", "[server]") {
  NightBench bench(singles());
  auto files = parts();
  files["u-20240101-2.csv"] += "a,x,1\nb,y,9\n";
  const Report report = bench.night(1, files);
  CHECK(told(report) == "read 7, inserted 5, duplicates 1, rejected 1");
  CHECK(rows(bench) == "a:x1 b:x2 c:x3 d:x4 e:x5");
  const std::string reject = "SELECT reason, file, line, position FROM nightjar.rejects";
  CHECK(bench.query(reject) == "duplicate_key|u-20240101-2.csv|5|35");
  bench.query("TRUNCATE nightjar.rejects");
  CHECK(told(bench.night(2, files)) == "read 7, unchanged 5, duplicates 1, rejected 1");
  CHECK(bench.query(reject) == "duplicate_key|u-20240101-2.csv|5|35");
}

TEST_CASE("A reject names its part, in the ledger and in each answer", "[server]") {
  NightBench bench(singles());
  auto files = parts();
  files["u-20240101-2.csv"] += "f,x,many\n";
  files["u-20240101-1.csv"] += "g,x,more\n";
  const Report report = bench.night(1, files);
  CHECK(bench.query("SELECT string_agg(file || ' ' || line || ' ' || position, ', ' ORDER BY file) "
                    "FROM nightjar.rejects") == "u-20240101-1.csv 4 29, u-20240101-2.csv 4 29");
  const std::string run = std::to_string(*report.run_id);
  const auto rejects = bench.program({"rejects", run}).output;
  CHECK_THAT(rejects, Contains("file") && Contains("u-20240101-2.csv"));
  CHECK(rejects.find("g,x,more") < rejects.find("f,x,many"));
  CHECK_THAT(bench.program({"rejects", run, "--json"}).output,
             Contains("\"file\":\"u-20240101-1.csv\""));
  CHECK_THAT(bench.program({"show", run}).output,
             Contains("4 of u-20240101-1.csv") && Contains("u-20240101-3.csv"));
}

TEST_CASE("A night that lacks a part is held, names it, and loads once the part is delivered",
          "[server]") {
  NightBench bench(singles("", ", max_deleted_percent: 100"));
  bench.night(1, parts());
  auto files = parts("20240102");
  const auto part = files.extract("u-20240102-2.csv");
  const Report held = bench.night(2, files);
  CHECK(held.outcome == Outcome::held);
  CHECK(reasons(held) ==
        "shop.singles: u-20240102-2.csv is missing at the source; the rest would be loaded without "
        "it");
  CHECK(rows(bench) == "a:x1 b:x2 c:x3 d:x4 e:x5");
  CHECK_THAT(bench.program({"check"}).output,
             Contains("u-20240102-2.csv is not there") && Contains("2 parts would be picked up"));
  files[part.key()] = part.mapped();
  CHECK(bench.night(3, files).outcome == Outcome::unchanged);
  CHECK_THAT(bench.program({"check"}).output,
             Contains("3 parts would be picked up: u-20240102-1.csv, u-20240102-2.csv"));
}

TEST_CASE("A held night that lacks a part can be approved, and loads the other parts", "[server]") {
  NightBench bench(singles("", ", max_deleted_percent: 100"));
  bench.night(1, parts());
  auto files = parts("20240102");
  files.erase("u-20240102-2.csv");
  const Report held = bench.night(2, files);
  REQUIRE(held.outcome == Outcome::held);
  CHECK_THAT(bench.program({"show", std::to_string(*held.run_id)}).output,
             Contains("would be deleted in shop.singles: 2 rows"));
  bench.deliver({});
  const Report approved = bench.approve(held);
  CHECK(approved.outcome == Outcome::loaded);
  CHECK(told(approved) == "read 3, deleted 2, unchanged 3");
  CHECK(rows(bench) == "a:x1 b:x2 e:x5");
  CHECK_THAT(bench.query("SELECT guards FROM nightjar.runs WHERE outcome = 'loaded' "
                         "ORDER BY run_id DESC LIMIT 1"),
             Contains("parts missing: 1"));
}

TEST_CASE("A held night of parts is approved with all of them", "[server]") {
  NightBench bench(singles());
  bench.night(1, parts());
  auto files = parts("20240102");
  files["u-20240102-1.csv"] = "code,note,amount\n";
  const Report held = bench.night(2, files);
  CHECK_THAT(reasons(held), Contains("2 of 5 live rows"));
  CHECK(bench.run(3).outcome == Outcome::held);  // known by names, sizes and times
  bench.deliver({});
  CHECK(told(bench.approve(held)) == "read 3, deleted 2, unchanged 3");
}

TEST_CASE("A part without a byte holds the night", "[server]") {
  NightBench bench(singles());
  auto files = parts();
  files["u-20240101-2.csv"] = "";
  const Report held = bench.night(1, files);
  CHECK(held.outcome == Outcome::held);
  CHECK(reasons(held) == "shop.singles: u-20240101-2.csv has not a byte in it");
}

TEST_CASE("A part that is cut short in its last record fails the night, and is named", "[server]") {
  NightBench bench(singles());
  auto files = parts();
  files["u-20240101-1.csv"] = "code,note,amount\na,x,1\nb,";
  const Report failed = bench.night(1, files);
  CHECK(failed.outcome == Outcome::failed);
  CHECK_THAT(reasons(failed), Contains("u-20240101-1.csv") && Contains("cut short"));
}

TEST_CASE("A part that lost its last line end holds the night if it may have been cut",
          "[server]") {
  NightBench bench(singles());
  bench.night(1, parts());
  auto files = parts("20240102");
  files["u-20240102-1.csv"] = "code,note,amount\na,x,1\nb,x,25";
  const Report held = bench.night(2, files);
  CHECK_THAT(reasons(held), Contains("the last line of u-20240102-1.csv has no end"));
  // With its last record as it was nothing was cut.
  files["u-20240102-1.csv"] = "code,note,amount\na,x,1\nb,x,2";
  CHECK(bench.night(3, files).outcome == Outcome::unchanged);
}

TEST_CASE("A trailer counts the records of its own part", "[server]") {
  NightBench bench(singles("    csv: {trailer: \"T,{records}\"}\n"));
  auto files = parts();
  for (auto& [name, text] : files) text += name.ends_with("3.csv") ? "T,1\n" : "T,2\n";
  CHECK(told(bench.night(1, files)) == "read 5, inserted 5");
  files["u-20240101-2.csv"] += "d,x,4\n";
  CHECK(bench.night(2, files).outcome == Outcome::failed);
}

TEST_CASE("A manifest names the parts, and a missing one holds the night", "[server]") {
  NightBench bench(singles("    manifest: u-*.txt\n"));
  auto files = three_parts();
  files["u-20240101.txt"] = "u-20240101-1.csv\nu-20240101-10.csv\nu-20240101-2.csv\n";
  CHECK(told(bench.night(1, files)) == "read 5, inserted 5");
  files.erase("u-20240101-10.csv");
  CHECK_THAT(reasons(bench.night(2, files)), Contains("u-20240101-10.csv is missing"));
}

TEST_CASE("Parts are replayed from the archive in their order", "[server]") {
  NightBench bench(singles());
  auto files = parts();
  files["u-20240101-3.csv"] = "code,note,amount\na,y,9\n";  // loses to part 1
  const Report first = bench.night(1, files);
  CHECK(rows(bench) == "a:x1 b:x2 c:x3 d:x4");
  bench.night(2, {{"u-20240102-1.csv", "code,note,amount\na,z,1\nb,x,2\nc,x,3\nd,x,4\n"}});
  CHECK(rows(bench) == "a:z1 b:x2 c:x3 d:x4");
  const auto replayed = bench.program({"run", "shop", "--as-of", "2022-01-05T00:00:00Z",
                                       "--from-run", std::to_string(*first.run_id)});
  CHECK(replayed.exit_code == 0);
  CHECK(rows(bench) == "a:x1 b:x2 c:x3 d:x4");
  CHECK(files_of(bench, 3 + *first.run_id - 1) == files_of(bench, *first.run_id));
}

TEST_CASE("Parts with the same bytes are two parts, also when they are replayed", "[server]") {
  NightBench bench(singles());
  const std::string header = "code,note,amount\n";
  const Report first = bench.night(1, {{"u-20240101-1.csv", header + "a,x,1\n"},
                                       {"u-20240101-2.csv", header},
                                       {"u-20240101-3.csv", header}});
  CHECK(told(first) == "read 1, inserted 1");
  CHECK(bench.query("SELECT count(*), count(DISTINCT archived_at) FROM nightjar.dumps") == "3|2");
  bench.deliver({});
  const auto replayed = bench.program({"run", "shop", "--as-of", "2022-01-05T00:00:00Z",
                                       "--from-run", std::to_string(*first.run_id)});
  CHECK(replayed.exit_code == 0);
  CHECK(files_of(bench, *first.run_id + 1) == files_of(bench, *first.run_id));
}
