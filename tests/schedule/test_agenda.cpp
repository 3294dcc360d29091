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
using feed::DailyAt;
using feed::Every;
using feed::Schedule;
using schedule::decide;
using schedule::Decision;
using schedule::last_due;
using schedule::late_since;
using schedule::next_due;
using schedule::Nights;

namespace {

Instant at(const std::string& text) {
  const auto instant = parse_instant(text);
  REQUIRE(instant.has_value());
  return *instant;
}

Schedule daily(std::chrono::minutes time, const std::string& zone) {
  Schedule schedule;
  schedule.due = DailyAt{time, zone};
  return schedule;
}

Schedule every(std::chrono::seconds period) {
  Schedule schedule;
  schedule.due = Every{period};
  return schedule;
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
  CHECK(late_since(schedule, {}, at("2021-03-28T00:30:00Z")) == std::nullopt);
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
    Decision::Act act;
    std::string at;
    std::string why;
  };
  using enum Decision::Act;
  // due at 01:00Z each day, with a window of six hours
  const auto c = GENERATE(values<Case>({
      {"2021-12-17T01:00:00Z", "2021-12-16T01:00:02Z", {}, run, "2021-12-17T01:00:00Z", "due"},
      {"2021-12-17T06:59:59Z", "2021-12-16T01:00:02Z", "2021-12-17T01:00:00Z", run,
       "2021-12-17T01:00:00Z", "window is open"},
      {"2021-12-17T07:00:00Z", "2021-12-16T01:00:02Z", "2021-12-17T01:00:00Z", wait,
       "2021-12-18T01:00:00Z", "given up"},
      {"2021-12-17T01:00:00Z", "2021-12-17T01:00:00Z", "2021-12-17T01:00:00Z", wait,
       "2021-12-18T01:00:00Z", "done"},
      {"2021-12-17T00:59:59Z", "2021-12-16T01:00:02Z", {}, wait, "2021-12-17T01:00:00Z", "done"},
      {"2021-12-17T12:00:00Z", "2021-12-13T01:00:02Z", {}, run, "2021-12-17T01:00:00Z", "missed"},
      {"2021-12-17T17:59:59Z", "2021-12-13T01:00:02Z", "2021-12-17T12:00:00Z", run,
       "2021-12-17T01:00:00Z", "missed"},
      {"2021-12-17T18:00:00Z", "2021-12-13T01:00:02Z", "2021-12-17T12:00:00Z", wait,
       "2021-12-18T01:00:00Z", "given up"},
      {"2021-12-17T12:00:30Z", "2021-12-17T12:00:00Z", "2021-12-17T12:00:00Z", wait,
       "2021-12-18T01:00:00Z", "done"},
      {"2021-12-17T12:00:00Z", {}, {}, run, "2021-12-17T01:00:00Z", "never been loaded"},
  }));
  CAPTURE(c.now, c.why);
  Nights nights;
  if (c.settled) nights.last_settled = at(*c.settled);
  if (c.first_try) nights.first_try = at(*c.first_try);
  const Decision decision = decide(paris, nights, at(c.now));
  CHECK(decision.act == c.act);
  CHECK(to_string(decision.at) == c.at);
  CHECK_THAT(decision.why, Catch::Contains(c.why));
  CHECK(decision.end.has_value() == (c.act == run));
}

TEST_CASE("A daemon that keeps to the decisions runs once a day, and once after a long absence") {
  Nights nights;
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

TEST_CASE("A dataset is late when the first night that it lacks is overdue") {
  const auto settled = at("2021-12-16T01:00:05Z");
  CHECK(late_since(paris, settled, at("2021-12-17T02:59:59Z")) == std::nullopt);
  CHECK(late_since(paris, settled, at("2021-12-17T03:00:00Z")) == at("2021-12-17T03:00:00Z"));
  CHECK(late_since(paris, settled, at("2021-12-20T00:00:00Z")) == at("2021-12-17T03:00:00Z"));
  CHECK(late_since(paris, at("2021-12-20T01:00:05Z"), at("2021-12-20T04:00:00Z")) == std::nullopt);
  CHECK(late_since(paris, {}, at("2021-12-20T04:00:00Z")) == at("2021-12-20T03:00:00Z"));
}
