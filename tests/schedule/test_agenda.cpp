#include <bitset>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "schedule/agenda.hpp"
#include "support/catch.hpp"

using namespace nightjar;
using namespace std::chrono_literals;
using feed::ByHand;
using feed::Calendar;
using feed::Every;
using feed::Schedule;
using schedule::decide;
using schedule::Decision;
using schedule::last_due;
using schedule::next_due;
using schedule::NightHistory;

namespace {

Instant at(const std::string& text) {
  const auto instant = parse_instant(text);
  REQUIRE(instant.has_value());
  return *instant;
}

Schedule daily(std::chrono::minutes time, const std::string& zone) {
  Schedule schedule;
  schedule.due = Calendar{{time}, zone};
  return schedule;
}

Schedule every(std::chrono::seconds period) {
  Schedule schedule;
  schedule.due = Every{period};
  return schedule;
}

Schedule on(const Calendar& calendar, std::chrono::seconds window = 6h) {
  Schedule schedule;
  schedule.due = calendar;
  schedule.window = window;
  return schedule;
}

constexpr std::bitset<32> first_of_month(1U << 1);
constexpr std::bitset<32> last_of_month(1U);
constexpr std::bitset<7> workdays(0b0111110);
constexpr std::bitset<7> every_day(0b1111111);

/// The instants at which it is due, separated by blanks; last_due() has to agree with each.
std::string dues(const Schedule& schedule, const std::string& after, int count) {
  std::string text;
  for (Instant due = at(after); count > 0; --count) {
    const Instant before = due;
    due = *next_due(schedule, due);
    CHECK(last_due(schedule, due) == due);
    CHECK(*last_due(schedule, due - 1us) <= before);
    text += (text.empty() ? "" : " ") + to_string(due);
  }
  return text;
}

const Schedule paris = daily(2h, "Europe/Paris");

}  // namespace

TEST_CASE("A daily time is due by the clock of its zone, clock changes included") {
  struct Case {
    std::string what;
    std::string zone;
    std::chrono::minutes time;
    std::string after;
    std::string due;
  };
  const auto c = GENERATE(values<Case>({
      {"winter", "Europe/Paris", 2h, "2021-12-17T00:00:00Z", "2021-12-17T01:00:00Z"},
      {"summer", "Europe/Paris", 2h, "2021-07-17T00:00:00Z", "2021-07-18T00:00:00Z"},
      {"just before", "UTC", 2h, "2021-07-17T01:59:59.999999Z", "2021-07-17T02:00:00Z"},
      {"at it: the next", "UTC", 2h, "2021-07-17T02:00:00Z", "2021-07-18T02:00:00Z"},
      {"02:00 skipped", "Europe/Paris", 2h, "2021-03-27T12:00:00Z", "2021-03-28T01:00:00Z"},
      {"02:30 skipped", "Europe/Paris", 150min, "2021-03-27T12:00:00Z", "2021-03-28T01:00:00Z"},
      {"03:00 is the same", "Europe/Paris", 3h, "2021-03-27T12:00:00Z", "2021-03-28T01:00:00Z"},
      {"the day after the gap", "Europe/Paris", 2h, "2021-03-28T01:00:00Z", "2021-03-29T00:00:00Z"},
      {"02:00 twice: first", "Europe/Paris", 2h, "2021-10-30T12:00:00Z", "2021-10-31T00:00:00Z"},
      {"02:30 twice: first", "Europe/Paris", 150min, "2021-10-30T12:00:00Z",
       "2021-10-31T00:30:00Z"},
      {"not the second", "Europe/Paris", 150min, "2021-10-31T00:30:00Z", "2021-11-01T01:30:00Z"},
      {"a gap at midnight", "America/Sao_Paulo", 0min, "2018-11-03T12:00:00Z",
       "2018-11-04T03:00:00Z"},
      {"half an hour", "Australia/Lord_Howe", 135min, "2021-10-02T12:00:00Z",
       "2021-10-02T15:30:00Z"},
      {"a day that was left out", "Pacific/Apia", 2h, "2011-12-29T20:00:00Z",
       "2011-12-30T10:00:00Z"},
      {"and the next", "Pacific/Apia", 2h, "2011-12-30T10:00:00Z", "2011-12-30T12:00:00Z"},
  }));
  CAPTURE(c.what);
  const Schedule schedule = daily(c.time, c.zone);
  CHECK(to_string(*next_due(schedule, at(c.after))) == c.due);
  CHECK(to_string(*last_due(schedule, at(c.due))) == c.due);
  CHECK(*last_due(schedule, at(c.due) - 1us) <= at(c.after));
}

TEST_CASE("A year has as many daily nights as days, in order, whatever the clocks do") {
  const std::string zone = GENERATE(as<std::string>{}, "Europe/Paris", "America/New_York",
                                    "Australia/Lord_Howe", "Asia/Kolkata", "UTC");
  const auto time =
      GENERATE(as<std::chrono::minutes>{}, 0min, 90min, 120min, 150min, 180min, 1439min);
  CAPTURE(zone, time.count());
  const Schedule schedule = daily(time, zone);
  const Instant begin = at("2021-01-01T12:00:00Z");
  const Instant end = at("2022-01-01T12:00:00Z");
  int nights = 0;
  for (Instant due = *next_due(schedule, begin); due <= end; due = *next_due(schedule, due)) {
    CHECK(*last_due(schedule, due) == due);
    ++nights;
  }
  CHECK(nights == 365);
}

TEST_CASE("Several times a day are due in order, clock changes included") {
  const std::string zone = "Europe/Paris";
  CHECK(dues(on({{2h, 14h}, zone}), "2021-12-17T00:00:00Z", 3) ==
        "2021-12-17T01:00:00Z 2021-12-17T13:00:00Z 2021-12-18T01:00:00Z");
  // 02:00 and 02:30 are skipped, and both mean the first instant after the gap: due once.
  CHECK(dues(on({{2h, 150min, 14h}, zone}), "2021-03-27T22:00:00Z", 3) ==
        "2021-03-28T01:00:00Z 2021-03-28T12:00:00Z 2021-03-29T00:00:00Z");
  // 02:30 is shown twice, and is due at the first.
  CHECK(dues(on({{150min, 3h}, zone}), "2021-10-30T22:00:00Z", 3) ==
        "2021-10-31T00:30:00Z 2021-10-31T02:00:00Z 2021-11-01T01:30:00Z");
}

TEST_CASE("Days of the week, days of the month and months say on which days it is due") {
  CHECK(dues(on({{2h}, "UTC", workdays}), "2021-12-16T02:00:00Z", 3) ==
        "2021-12-17T02:00:00Z 2021-12-20T02:00:00Z 2021-12-21T02:00:00Z");
  CHECK(dues(on({{2h}, "UTC", every_day, first_of_month}), "2021-12-01T02:00:00Z", 2) ==
        "2022-01-01T02:00:00Z 2022-02-01T02:00:00Z");
  CHECK(dues(on({{2h}, "UTC", every_day, last_of_month}), "2024-01-31T02:00:00Z", 3) ==
        "2024-02-29T02:00:00Z 2024-03-31T02:00:00Z 2024-04-30T02:00:00Z");
  CHECK(dues(on({{2h}, "UTC", every_day, std::bitset<32>(1U << 31)}), "2021-03-31T02:00:00Z", 2) ==
        "2021-05-31T02:00:00Z 2021-07-31T02:00:00Z");
  CHECK(dues(on({{2h}, "UTC", every_day, std::bitset<32>(1U << 29), std::bitset<12>(0b10)}),
             "2096-02-29T02:00:00Z", 1) == "2104-02-29T02:00:00Z");
  CHECK(dues(on({{2h}, "UTC", workdays, std::bitset<32>().set(), std::bitset<12>(1U << 11)}),
             "2021-12-31T02:00:00Z", 1) == "2022-12-01T02:00:00Z");
}

TEST_CASE("The day is the one of the zone, not that of UTC") {
  // In Paris it is 00:30 on Monday when it is Sunday in UTC.
  CHECK(dues(on({{30min}, "Europe/Paris", std::bitset<7>(0b10)}), "2021-12-17T00:00:00Z", 1) ==
        "2021-12-19T23:30:00Z");
  CHECK(dues(on({{23h}, "America/New_York", every_day, last_of_month}), "2021-12-17T00:00:00Z",
             1) == "2022-01-01T04:00:00Z");
  // A gap swallows midnight of this Sunday, the 4th.
  CHECK(dues(on({{0min}, "America/Sao_Paulo", std::bitset<7>(0b1)}), "2018-11-03T12:00:00Z", 1) ==
        "2018-11-04T03:00:00Z");
}

TEST_CASE("A calendar whose days never come is the operator's to correct") {
  const Schedule never =
      on({{2h}, "UTC", every_day, std::bitset<32>(1U << 30), std::bitset<12>(0b10)});
  CHECK_THROWS_AS(next_due(never, at("2021-03-28T00:30:00Z")), Misconfigured);
  CHECK_THROWS_AS(last_due(never, at("2021-03-28T00:30:00Z")), Misconfigured);
}

TEST_CASE("A period is due at its multiples") {
  CHECK(next_due(every(1h), at("2021-03-28T00:30:00Z")) == at("2021-03-28T01:00:00Z"));
  CHECK(next_due(every(1h), at("2021-03-28T01:00:00Z")) == at("2021-03-28T02:00:00Z"));
  CHECK(last_due(every(1h), at("2021-03-28T01:00:00Z")) == at("2021-03-28T01:00:00Z"));
  CHECK(last_due(every(15min), at("2021-03-28T01:14:59.5Z")) == at("2021-03-28T01:00:00Z"));
  CHECK(last_due(every(24h), at("1969-12-31T12:00:00Z")) == at("1969-12-31T00:00:00Z"));
  CHECK_THROWS_AS(next_due(every(0s), at("2021-03-28T01:00:00Z")), Misconfigured);
}

TEST_CASE("A dataset that is run by hand is never due") {
  const Schedule schedule;
  CHECK(next_due(schedule, at("2021-03-28T00:30:00Z")) == std::nullopt);
  CHECK(last_due(schedule, at("2021-03-28T00:30:00Z")) == std::nullopt);
  CHECK(decide(schedule, {}, at("2021-03-28T00:30:00Z")).act == Decision::Act::rest);
}

TEST_CASE("A zone that is not known is the operator's to correct") {
  const std::string zone = GENERATE(as<std::string>{}, "Europe/Pari", "", "../etc/passwd");
  CHECK_THROWS_AS(next_due(daily(2h, zone), at("2021-03-28T00:30:00Z")), Misconfigured);
}

TEST_CASE("A decision says whether to run now and why") {
  struct Case {
    std::string now;
    std::optional<std::string> settled;
    std::optional<std::string> first_try;
    std::optional<std::string> last_try;
    Decision::Act act;
    std::string at;
    std::string why;
  };
  using enum Decision::Act;
  // due at 01:00Z each day, with a window of six hours
  const auto c = GENERATE(values<Case>({
      {"2021-12-17T01:00:00Z", "2021-12-16T01:00:02Z", {}, {}, run, "2021-12-17T01:00:00Z", "due"},
      {"2021-12-17T06:59:59Z", "2021-12-16T01:00:02Z", "2021-12-17T01:00:00Z",
       "2021-12-17T06:55:00Z", run, "2021-12-17T01:00:00Z", "window is open"},
      {"2021-12-17T07:00:00Z", "2021-12-16T01:00:02Z", "2021-12-17T01:00:00Z",
       "2021-12-17T06:55:00Z", run, "2021-12-17T01:00:00Z", "tried once more"},
      {"2021-12-17T07:05:00Z", "2021-12-16T01:00:02Z", "2021-12-17T01:00:00Z",
       "2021-12-17T07:00:00Z", wait, "2021-12-18T01:00:00Z", "given up"},
      {"2021-12-17T01:00:00Z", "2021-12-17T01:00:00Z", "2021-12-17T01:00:00Z",
       "2021-12-17T01:00:00Z", wait, "2021-12-18T01:00:00Z", "done"},
      {"2021-12-17T00:59:59Z",
       "2021-12-16T01:00:02Z",
       {},
       {},
       wait,
       "2021-12-17T01:00:00Z",
       "done"},
      {"2021-12-17T12:00:00Z",
       "2021-12-13T01:00:02Z",
       {},
       {},
       run,
       "2021-12-17T01:00:00Z",
       "missed"},
      {"2021-12-17T17:59:59Z", "2021-12-13T01:00:02Z", "2021-12-17T12:00:00Z",
       "2021-12-17T17:55:00Z", run, "2021-12-17T01:00:00Z", "missed"},
      {"2021-12-17T18:00:00Z", "2021-12-13T01:00:02Z", "2021-12-17T12:00:00Z",
       "2021-12-17T17:55:00Z", run, "2021-12-17T01:00:00Z", "tried once more"},
      {"2021-12-17T18:05:00Z", "2021-12-13T01:00:02Z", "2021-12-17T12:00:00Z",
       "2021-12-17T18:00:00Z", wait, "2021-12-18T01:00:00Z", "given up"},
      {"2021-12-17T12:00:30Z", "2021-12-17T12:00:00Z", "2021-12-17T12:00:00Z",
       "2021-12-17T12:00:00Z", wait, "2021-12-18T01:00:00Z", "done"},
      {"2021-12-17T12:00:00Z", {}, {}, {}, run, "2021-12-17T01:00:00Z", "never been loaded"},
  }));
  CAPTURE(c.now, c.why);
  NightHistory nights;
  if (c.settled) nights.last_settled = at(*c.settled);
  if (c.first_try) nights.first_try = at(*c.first_try);
  if (c.last_try) nights.last_try = at(*c.last_try);
  const Decision decision = decide(paris, nights, at(c.now));
  CHECK(decision.act == c.act);
  CHECK(to_string(decision.at) == c.at);
  CHECK_THAT(decision.why, Catch::Contains(c.why));
  CHECK(decision.end.has_value() == (c.act == run));
  CHECK(decision.gave_up == (c.why == "given up"));
}

TEST_CASE("A window ends at the latest when the next one is due") {
  const Schedule often = on({{1h, 4h}, "UTC"});
  NightHistory nights;
  nights.last_settled = at("2021-12-16T04:00:02Z");
  const Decision open = decide(often, nights, at("2021-12-17T01:00:00Z"));
  CHECK(open.act == Decision::Act::run);
  CHECK(open.end == at("2021-12-17T04:00:00Z"));
  CHECK_THAT(open.why, Catch::Contains("ends early, when the next one is due"));
  // 04:00 is due by then, whatever became of 01:00, and has all of its window.
  const Decision next = decide(often, nights, at("2021-12-17T04:00:00Z"));
  CHECK(next.at == at("2021-12-17T04:00:00Z"));
  CHECK(next.end == at("2021-12-17T10:00:00Z"));
  CHECK(next.why == "it is due");
  // So has one that was missed, up to the next.
  const Decision missed = decide(often, nights, at("2021-12-17T20:00:00Z"));
  CHECK(missed.at == at("2021-12-17T04:00:00Z"));
  CHECK(missed.end == at("2021-12-18T01:00:00Z"));
  CHECK(decide(every(1h), {}, at("2021-12-17T04:30:00Z")).end == at("2021-12-17T05:00:00Z"));
}

TEST_CASE("A monthly night is not given up because the daemon was down when its window ended") {
  const Schedule monthly = on({{2h}, "UTC", every_day, first_of_month});
  NightHistory nights;
  nights.last_settled = at("2021-11-01T02:00:01Z");
  nights.first_try = at("2021-12-01T02:00:00Z");
  nights.last_try = at("2021-12-01T02:10:00Z");
  const Decision back = decide(monthly, nights, at("2021-12-03T09:00:00Z"));
  CHECK(back.act == Decision::Act::run);
  CHECK(back.at == at("2021-12-01T02:00:00Z"));
  nights.last_try = at("2021-12-03T09:00:00Z");
  const Decision after = decide(monthly, nights, at("2021-12-03T09:05:00Z"));
  CHECK(after.act == Decision::Act::wait);
  CHECK(after.at == at("2022-01-01T02:00:00Z"));
}

TEST_CASE("A daemon that keeps to the decisions runs once a day, and once after a long absence") {
  NightHistory nights;
  nights.last_settled = at("2021-01-01T01:00:00Z");
  std::vector<Instant> runs;
  for (Instant now = at("2021-01-01T12:00:00Z"); now < at("2022-01-01T12:00:00Z"); now += 10min) {
    const bool down = now >= at("2021-10-29T22:00:00Z") && now < at("2021-11-02T12:00:00Z");
    if (down || decide(paris, nights, now).act != Decision::Act::run) continue;
    runs.push_back(now);
    nights.last_settled = now;
  }
  CHECK(runs.size() == 365 - 4 + 1);  // one for the four that were due while it was down
  CHECK(std::set(runs.begin(), runs.end()).count(at("2021-11-02T12:00:00Z")) == 1);
  CHECK(std::set(runs.begin(), runs.end()).count(at("2021-03-28T01:00:00Z")) == 1);
}

TEST_CASE("A recurrence has the due times around an instant, or the period, or nothing") {
  const auto nightly =
      schedule::recurrence(daily(2h, "Europe/Paris"), at("2022-03-27T00:00:00Z"), 2);
  CHECK_FALSE(nightly.period.has_value());
  CHECK(nightly.dues == std::vector{at("2022-03-25T01:00:00Z"), at("2022-03-26T01:00:00Z"),
                                    at("2022-03-27T01:00:00Z"), at("2022-03-28T00:00:00Z")});
  CHECK(schedule::recurrence(every(1h), at("2022-03-27T00:00:00Z"), 2).period == 1h);
  CHECK(schedule::recurrence(Schedule(), at("2022-03-27T00:00:00Z"), 2).dues.empty());
}
