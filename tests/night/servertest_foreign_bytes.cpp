#include <array>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "base/format.hpp"
#include "base/instant.hpp"
#include "json/utf8.hpp"
#include "night/night_bench.hpp"
#include "support/catch.hpp"

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

/// A feed of shop.singles whose file is the newest that fits the pattern.
std::string singles(std::string_view form, std::string_view newest, int max_deleted_percent) {
  return fmt::format(
      "  singles:\n    file: \"dump*\"\n    newest: {}\n    format: {}\n    kind: snapshot\n"
      "    key: [code]\n    guards: {{max_deleted_percent: {}, max_rejected_percent: 100, "
      "allow_empty: true}}\n"
      "    columns:\n      code: {{type: text}}\n      note: {{type: text}}\n"
      "      extra: {{type: jsonb}}\n",
      newest, form, max_deleted_percent);
}

/// The same, where nothing is held.
std::string lenient(std::string_view form) { return singles(form, "by_time", 100); }

Outcome night(NightBench& bench, int day, const Files& files) {
  bench.deliver(files);
  return bench.program(
      {"run", "shop", "--json", "--as-of", nightjar::to_string(instant_of_day(day))});
}

std::string nights(NightBench& bench) {
  return bench.query("SELECT outcome, error FROM nightjar.runs ORDER BY run_id");
}

/// Pieces that some program on the way from a vendor to a database stumbles over.
constexpr std::array<std::string_view, 30> pieces{"a",
                                                  "code",
                                                  "note",
                                                  "\xc3\xa9",
                                                  "\xe9",
                                                  "\xff",
                                                  "\xc0\x80",
                                                  "\xed\xa0\x80",
                                                  "\xf4\x90\x80\x80",
                                                  "\xe2\x82",
                                                  "\xef\xbb\xbf",
                                                  "\xef\xbf\xbf",
                                                  "\x01",
                                                  "\x1b[2J",
                                                  "\x7f",
                                                  "\xc2\x85",
                                                  "\t",
                                                  "\r",
                                                  "\n",
                                                  "\"",
                                                  "'",
                                                  "\\",
                                                  "\\u0000",
                                                  "\\ud800",
                                                  "\\x00",
                                                  ",",
                                                  "{",
                                                  "]",
                                                  "%s",
                                                  "$1"};

/// Bytes by chance, the same ones every time.
class Bytes {
 public:
  explicit Bytes(unsigned seed) : random_(seed) {}

  std::string some(std::size_t pieces_at_most) {
    std::string text;
    for (std::size_t left = random_() % (pieces_at_most + 1); left > 0; --left) {
      const auto chance = random_() % 20;
      if (chance == 0) {
        text += '\0';
      } else if (chance < 4) {
        text += static_cast<char>(random_());
      } else {
        text += pieces.at(random_() % pieces.size());
      }
    }
    return text;
  }
  /// Some that a name of a file may have; seldom with control characters, which it is passed over
  /// for.
  std::string name() {
    const bool is_stray = random_() % 8 == 0;
    std::string text;
    for (const char c : some(4)) {
      const bool is_control = static_cast<unsigned char>(c) < ' ' || c == '\x7f';
      text += c == '/' || c == '\0' || (is_control && !is_stray) ? '_' : c;
    }
    return text;
  }
  std::string csv() {
    std::string text = random_() % 3 == 0 ? some(6) : "code,note,extra," + some(3);
    for (int row = 0; row < 3; ++row) text += "\n" + some(4) + "," + some(4) + ",7," + some(2);
    return text + (random_() % 2 == 0 ? "\n" : "");
  }
  std::string ndjson() {
    std::string text;
    for (int row = 0; row < 3; ++row) {
      text += "{\"code\":\"" + some(4) + "\",\"note\":\"" + some(4) + "\",\"" + some(2) +
              "\":1,\"extra\":{\"" + some(2) + "\":\"" + some(3) + "\"}}\n";
    }
    return text;
  }

 private:
  std::mt19937 random_;
};

}  // namespace

TEST_CASE("A header that is not UTF-8 fails the night, and the ledger says what it is",
          "[server]") {
  NightBench bench(lenient("csv"));
  const Outcome outcome = night(bench, 1, {{"dump.csv", "cod\xe9,note,extra\na,b,\n"}});
  CHECK(outcome.exit_code == failed);
  CHECK(nightjar::json::is_utf8(outcome.output));
  CHECK_THAT(outcome.output, Contains(R"(it has cod\\xE9, note, extra)"));
  CHECK_THAT(nights(bench), Contains("failed|") &&
                                Contains("dump.csv: the header line lacks code") &&
                                Contains("it has cod\\xE9, note, extra"));
}

TEST_CASE("A file whose name is not UTF-8 is loaded, held and approved like any other",
          "[server]") {
  NightBench bench(singles("csv", "by_time", 20));
  const std::string whole = "code,note,extra\na,x,\nb,y,\n";
  CHECK(night(bench, 1, {{"dump\xe9", whole}}).exit_code == done);
  const Outcome second = night(bench, 2, {{"dump\xe9\xff", "code,note,extra\na,x,\n"}});
  CHECK(second.exit_code == held);
  CHECK(bench.query("SELECT name, archived_at IS NOT NULL FROM nightjar.dumps ORDER BY run_id") ==
        "dump\\xE9|t\ndump\\xE9\\xFF|t");
  const std::string run = bench.query("SELECT max(run_id) FROM nightjar.runs");
  CHECK(bench.program({"approve", run, "--yes"}).exit_code == done);
  CHECK(bench.query("SELECT code FROM shop.singles_live") == "a");
}

TEST_CASE("A stray file whose name has a control character is skipped and reported", "[server]") {
  NightBench bench(singles("csv", "by_name", 20));
  const std::string whole = "code,note,extra\na,x,\n";
  const Outcome outcome =
      night(bench, 1, {{"dump-2022-01-01", whole}, {"dump-2022-01-02\n", "rubbish"}});
  CHECK(outcome.exit_code == done);
  CHECK_THAT(outcome.errors,
             Contains(R"("dump-2022-01-02\n" has a control character in its name: skipped)"));
  CHECK(bench.query("SELECT code FROM shop.singles_live") == "a");
  CHECK(bench.query("SELECT name FROM nightjar.dumps") == "dump-2022-01-01");
}

TEST_CASE("Whatever bytes a vendor sends, each night has an end, and a failure the true reason",
          "[server]") {
  constexpr int nights_of_a_form = 20;
  NightBench bench(lenient("csv"));
  int day = 0;
  for (const std::string_view form : {"csv", "ndjson", "json"}) {
    bench.describe(lenient(form));
    for (unsigned seed = 0; seed < nights_of_a_form; ++seed) {
      Bytes bytes(seed);
      const std::string name = "dump" + bytes.name();
      std::string text = form == "csv" ? bytes.csv() : bytes.ndjson();
      if (form == "json") text = "[" + text + "]";
      const Outcome outcome = night(bench, ++day, {{name, text}});
      INFO(form << " of seed " << seed << ": " << outcome.output << outcome.errors);
      CHECK(nightjar::json::is_utf8(outcome.output));
      CHECK_THAT(outcome.output, Contains("\"outcome\":"));
      CHECK_THAT(outcome.errors, !Contains("PostgreSQL"));
    }
  }
  CHECK(bench.query("SELECT count(*) FROM nightjar.runs") == std::to_string(3 * nights_of_a_form));
  CHECK(bench
            .query("SELECT run_id, error FROM nightjar.runs WHERE outcome = 'running' "
                   "OR error LIKE '%PostgreSQL%' "
                   "OR (outcome IN ('held', 'failed')) <> (error IS NOT NULL)")
            .empty());
}
