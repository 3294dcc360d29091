#include <string>
#include <string_view>
#include <vector>

#include "base/format.hpp"
#include "base/instant.hpp"
#include "night/night_bench.hpp"
#include "support/catch.hpp"
#include "support/process.hpp"

using Catch::Contains;
using nightjar::support::Files;
using nightjar::support::instant_of_day;
using nightjar::support::NightBench;
using nightjar::support::Outcome;
using namespace std::string_literals;

namespace {

constexpr int done = 0;
constexpr int failed = 1;
constexpr int held = 3;

const std::string mark = "\xef\xbb\xbf";

std::string singles(std::string_view form, std::string_view columns,
                    int max_deleted_percent = 100) {
  return fmt::format(
      "  singles:\n    file: [dump, dump.gz]\n    format: {}\n    kind: snapshot\n    key: [code]\n"
      "    guards: {{max_deleted_percent: {}, max_rejected_percent: 100}}\n"
      "    columns:\n      code: {{type: text}}\n{}",
      form, max_deleted_percent, columns);
}

std::string with_note(std::string_view form) { return singles(form, "      note: {type: text}\n"); }

Outcome run(NightBench& bench, int day) {
  return bench.program(
      {"run", "shop", "--json", "--as-of", nightjar::to_string(instant_of_day(day))});
}

Outcome night(NightBench& bench, int day, const std::string& text) {
  bench.deliver({{"dump", text}});
  return run(bench, day);
}

std::string live(NightBench& bench) {
  return bench.query(
      "SELECT string_agg(code || ':' || coalesce(note, '~'), ' ' ORDER BY code) "
      "FROM shop.singles_live");
}

/// A count of the newest night's only feed.
std::string count(NightBench& bench, std::string_view name) {
  return bench.query(fmt::format(
      "SELECT feeds #>> '{{singles,{}}}' FROM nightjar.runs ORDER BY run_id DESC LIMIT 1", name));
}

std::string with_crlf(const std::string& text) {
  std::string result;
  for (const char c : text) result += c == '\n' ? "\r\n"s : std::string(1, c);
  return result;
}

}  // namespace

TEST_CASE("A CSV whose last line has no end and too few fields is cut short, and fails",
          "[server]") {
  const std::string whole = "code,note\n1,one\n2,two\n33,three\n36,six\n";
  NightBench bench(with_note("csv"));
  night(bench, 1, whole);
  const std::string before = live(bench);
  const std::string cut = whole.substr(0, whole.size() - 6);
  for (const bool is_packed : {false, true}) {
    for (const std::string& text : {cut, with_crlf(cut), cut + "\r", "code,note\r\n\"3"s + "6\""}) {
      INFO(text << (is_packed ? " packed" : ""));
      bench.deliver({{"dump", text}});
      if (is_packed) {
        REQUIRE(nightjar::support::run({.words = {"gzip", bench.source() / "dump"}}).exit_code ==
                0);
      }
      const Outcome outcome = run(bench, 2);
      CHECK(outcome.exit_code == failed);
      CHECK_THAT(outcome.errors, Contains("the file is cut short at byte") &&
                                     Contains("its last line has no end, and 1 of 2 fields") &&
                                     Contains("what to do: fetch the file again"));
      CHECK(live(bench) == before);
    }
  }
}

TEST_CASE("A CSV that ends with its header, an empty line or a whole record is not cut short",
          "[server]") {
  NightBench bench(with_note("csv"));
  for (const std::string& text :
       {"code,note\n1,one\n2,\"two\n2\""s, "code,note\n1,one\n2,\r"s, "code,note\n1,one\n\r"s,
        "code,note\n1,one\n2,\"a,b\""s, "code,note\n1,one\n" + mark}) {
    INFO(text);
    bench.forget_all();
    CHECK(night(bench, 1, text).exit_code == done);
  }
}

TEST_CASE("A last line that has lost its end is held once, and approving makes it the rule",
          "[server]") {
  NightBench bench(with_note("csv"));
  night(bench, 1, "code,note\n1,one\n2,two\n3,three\n");
  SECTION("where its value may have been cut") {
    const Outcome second = night(bench, 2, "code,note\n1,one\n2,two\n3,th");
    CHECK(second.exit_code == held);
    CHECK_THAT(second.errors, Contains("shop.singles: the last line of dump has no end, though it "
                                       "had one in the file before"));
    CHECK(live(bench) == "1:one 2:two 3:three");
    CHECK(night(bench, 3, "code,note\n1,one\n2,two\n3,thr").exit_code == held);
    const std::string run_id = bench.query("SELECT max(run_id) FROM nightjar.runs");
    CHECK(bench.program({"approve", run_id, "--yes"}).exit_code == done);
    CHECK(live(bench) == "1:one 2:two 3:thr");
    CHECK(night(bench, 4, "code,note\n1,one\n2,two\n3,four").exit_code == done);
    CHECK(night(bench, 5, "code,note\n1,one\n2,two\n3,four\n").exit_code == done);
    CHECK(night(bench, 6, "code,note\n1,one\n2,two\n3,fo").exit_code == held);
  }
  SECTION("where records after it may be missing") {
    CHECK(night(bench, 2, "code,note\n1,one\n2,two").exit_code == held);
    CHECK(live(bench) == "1:one 2:two 3:three");
  }
  SECTION("but not where nothing depends on it, which makes no rule") {
    CHECK(night(bench, 2, "code,note\n1,other\n2,two\n3,three").exit_code == done);
    CHECK(night(bench, 3, "code,note\n1,other\n2,two\n3,th").exit_code == held);
  }
  SECTION("nor where the fingerprints of its bytes are lost") {
    std::filesystem::remove(bench.fingerprint_cache("singles"));
    CHECK(night(bench, 2, "code,note\n\"1\",other\n2,two\n\"3\",three").exit_code == done);
  }
}

TEST_CASE("A byte order mark in front of a record is skipped and counted", "[server]") {
  struct Form {
    std::string_view name;
    std::string first;
    std::string second;  ///< the same records, other ones marked
  };
  for (const Form& form : std::vector<Form>{
           {"csv", "code,note\n1,x\n" + mark + "2,y\n3,z\n",
            "code,note\n2,y\n3,z\n" + mark + "1,x\n"},
           {"csv", mark + "code,note\r\n1,x\r\n" + mark + "\"2\",\"y\"\r\n3,z\r\n" + mark,
            "code,note\n" + mark + "1,x\n2,y\n" + mark + mark.substr(0, 0) + "\"3\",z\n"},
           {"ndjson",
            "{\"code\":\"1\",\"note\":\"x\"}\n" + mark +
                "{\"code\":\"2\",\"note\":\"y\"}\n"
                "{\"code\":\"3\",\"note\":\"z\"}\n" +
                mark,
            mark + "{\"code\":\"2\",\"note\":\"y\"}\n{\"code\":\"1\",\"note\":\"x\"}\n" + mark +
                "\n" + mark + "{\"code\":\"3\",\"note\":\"z\"}"},
           {"json",
            "[{\"code\":\"1\",\"note\":\"x\"},\n" + mark +
                "{\"code\":\"2\",\"note\":\"y\"},"
                "{\"code\":\"3\",\"note\":\"z\"}]",
            "[" + mark +
                "{\"code\":\"2\",\"note\":\"y\"},{\"code\":\"1\",\"note\":\"x\"},{\"code\":"
                "\"3\",\"note\":\"z\"}]"}}) {
    INFO(form.name << ": " << form.first);
    NightBench bench(with_note(form.name));
    const Outcome first = night(bench, 1, form.first);
    CHECK(first.exit_code == done);
    CHECK_THAT(first.errors, Contains("byte order marks in front of records, skipped: "));
    CHECK(live(bench) == "1:x 2:y 3:z");
    CHECK(count(bench, "byte_order_marks") != "0");
    CHECK(night(bench, 2, form.second).exit_code == done);
    CHECK(bench.query("SELECT outcome FROM nightjar.runs ORDER BY run_id DESC LIMIT 1") ==
          "unchanged");
    CHECK(count(bench, "byte_order_marks") != "0");
    CHECK(count(bench, "unchanged") == "3");
  }
}

TEST_CASE("A marked record has last night's bytes with or without its mark", "[server]") {
  NightBench bench(with_note("csv"));
  night(bench, 1, "code,note\n1,x\n" + mark + "\"2\",\"a\nb\"\n3,z\n");
  CHECK(live(bench) == "1:x 2:a\nb 3:z");
  // A night that parses a record that it should recognise takes this for another value.
  bench.query("UPDATE shop.singles SET value_fingerprint = gen_random_uuid()");
  night(bench, 2, "code,note\n1,x\n\"2\",\"a\nb\"\n" + mark + "3,z\n");
  CHECK(count(bench, "unchanged") == "3");
}

TEST_CASE("A header line that comes again is no record, however it is written", "[server]") {
  NightBench bench(with_note("csv"));
  const Outcome outcome = night(bench, 1,
                                "code,note,more\n1,x,\ncode,note,more\r\n2,y,\n" + mark +
                                    "\"code\",note,\"more\"\n"
                                    "code,note,less\n3,z,\n code , note,more\ncode,note\n");
  CHECK(outcome.exit_code == done);
  CHECK_THAT(outcome.errors, Contains("header lines among the records, skipped: 3"));
  CHECK(count(bench, "repeated_headers") == "3");
  CHECK(count(bench, "byte_order_marks") == "1");
  CHECK(count(bench, "read") == "5");
  CHECK(count(bench, "rejected") == "1");
  CHECK(live(bench) == "1:x 2:y 3:z code:note");
  SECTION("and is not compared to that of the next night") {
    CHECK(night(bench, 2, "code,note,more\n1,x,\n2,y,\n3,z,\ncode,note,less\n").exit_code == done);
    CHECK(count(bench, "unchanged") == "4");
    CHECK(count(bench, "repeated_headers") == "0");
  }
}

TEST_CASE("The elements that a column leaves out are reported by check and by the night",
          "[server]") {
  const std::string columns =
      "      note: {type: text, path: \"/movies/*/title\", null_if: [end]}\n"
      "      second_note: {type: text, path: /books/0/title}\n"
      "      tags: {type: \"text[]\", path: /tags}\n";
  NightBench bench(singles("ndjson", columns));
  const std::string common = R"(,"tags":["a","b"]})"
                             "\n";
  const Outcome first = night(
      bench, 1,
      R"({"code":"1","movies":[{"title":"M"},{"title":"end"},null],"books":[{"title":"B"}])" +
          common +
          R"({"code":"2","movies":[{"title":"M"},{"title":"N"},{"title":"O"}],"books":[])" +
          common +
          R"({"code":"3","movies":[{"title":"M"},{"title":"N"}],"books":[{"title":"B"},{"title":"C"}])" +
          common +
          R"({"code":4,"note":[],"movies":[{"title":"M"},{"title":"N"}],"books":[]})"
          "\n");
  CHECK(first.exit_code == done);
  CHECK_THAT(
      first.errors,
      Contains("shop.singles: note: 2 of the records read tonight have more than one element "
               "in /movies; one is loaded, the others are not") &&
          Contains("second_note: 1 of the records read tonight have more than one element in "
                   "/books"));
  CHECK(count(bench, "several") == R"({"note": 2, "second_note": 1})");

  const Outcome check = bench.program({"check"});
  CHECK_THAT(
      check.output,
      Contains("note   feed shop.singles: of the elements of /movies, only the first that has "
               "a value is loaded (into note); the others are not\n") &&
          Contains("note   feed shop.singles: of the elements of /books, only what is named "
                   "is loaded (into second_note); the others are not\n") &&
          !Contains("/tags"));
}

TEST_CASE("Records that are last night's do not count again for what a column leaves", "[server]") {
  NightBench bench(singles("ndjson", "      note: {type: text, path: \"/m/*\"}\n"));
  const std::string first = R"({"code":"1","m":["a","b"]})"
                            "\n";
  night(bench, 1, first);
  CHECK(count(bench, "several") == R"({"note": 1})");
  night(bench, 2,
        first + R"({"code":"2","m":["a"]})"
                "\n");
  CHECK(count(bench, "several") == "{}");
}
