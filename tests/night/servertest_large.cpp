#include <string>
#include <vector>

#include "base/format.hpp"
#include "night/model.hpp"
#include "night/shape.hpp"
#include "night/vendor.hpp"
#include "support/catch.hpp"

namespace feed = nightjar::feed;
using nightjar::support::Description;
using nightjar::support::Dice;
using nightjar::support::Files;
using nightjar::support::Model;
using nightjar::support::no_value;
using nightjar::support::Record;
using nightjar::support::Shape;
using nightjar::support::ShapeBench;
using nightjar::support::told;

namespace {

constexpr std::size_t keys = 30'000;

/// A dump of many megabytes, so that it comes in many blocks: each key about once, in an order of
/// chance, some twice and far apart, some spoiled. A note is the number of a version, 0 to 2.
std::vector<Record> large_dump(Dice& dice, std::size_t percent_changed) {
  std::vector<Record> dump;
  for (std::size_t key = 0; key < keys; ++key) {
    if (dice.percent(1)) continue;
    const std::size_t times = dice.percent(3) ? 2 : 1;
    for (std::size_t i = 0; i < times; ++i) {
      Record record;
      record.key = {fmt::format("{:07}", key)};
      record.values.fill(no_value);
      record.values[0] = dice.percent(percent_changed) ? static_cast<int>(dice.below(3)) : 0;
      if (dice.percent(1)) record.fate = Record::Fate::spoiled;
      dump.push_back(record);
    }
  }
  return dump;
}

std::string text_of(const std::vector<Record>& dump, const std::string& gap) {
  const std::string padding(100, 'x');
  std::string text = "[";
  for (const Record& record : dump) {
    if (text.size() > 1) text += ",";
    text += fmt::format("\n{{\"code\":{}\"{}\",\"note\":\"{}{}\",\"amount\":{}}}", gap,
                        record.key[0], padding, record.values[0],
                        record.fate == Record::Fate::whole ? "1" : "\"many\"");
  }
  return text + "]";
}

}  // namespace

TEST_CASE("A dump of many blocks is taken in its order, whoever works on them", "[server]") {
  constexpr std::uint64_t seed = 7;
  INFO("seed " << seed);
  Dice dice(seed);
  ShapeBench bench{Shape{}};
  Model model(feed::Kind::snapshot, {100, 100, true});
  double day = 0;
  const auto night = [&](std::size_t percent_changed, const std::string& gap, bool in_order) {
    std::vector<Record> dump = large_dump(dice, percent_changed);
    if (!in_order) dice.shuffle(dump);
    const auto verdict = model.judge(dump, Description{});
    const auto report = bench.night(++day, Files{{"dump.json", text_of(dump, gap)}});
    REQUIRE(report.run_id);
    CHECK(told(report) == told(verdict.counts));
    model.load(dump, Description{}, day, *report.run_id);
    std::string expected;
    for (const auto& [key, row] : model.rows()) {
      const auto& newest = row.versions.back();
      expected +=
          fmt::format("{}{}{}{} ", key[0], newest.columns[0], newest.from, newest.to ? "-" : "");
    }
    const bool same =
        bench.query("SELECT string_agg(code || right(note, 1) || " +
                    nightjar::support::day_of("valid_from") +
                    " || CASE WHEN deleted_at IS NULL THEN '' ELSE '-' END, ' ' ORDER BY code) "
                    "|| ' ' FROM shop.singles") == expected;
    CHECK(same);
  };
  night(50, "", true);   // the first load
  night(1, "", true);    // few changes
  night(60, "", false);  // most are unknown, and in another order: turned to values on the way
  night(2, " ", false);  // all written again
  std::filesystem::remove(bench.fingerprint_cache("singles"));
  night(2, " ", true);  // the fingerprint cache is lost
}
