#include "schedule/agenda.hpp"

#include <algorithm>
#include <utility>
#include <variant>
#include <vector>

#include "base/error.hpp"
#include "base/format.hpp"
#include "zone/wall_clock.hpp"

namespace nightjar::schedule {
namespace {

using feed::ByHand;
using feed::Calendar;
using feed::Every;
using std::chrono::days;
using zone::Day;
using zone::day_in;
using zone::instant_of;

template <class... Cases>
struct Overloaded : Cases... {
  using Cases::operator()...;
};
template <class... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

/// From one day of a calendar to the next: 29 February is missing in 1900, 2100 and so on.
constexpr int longest_gap = 8 * 366;

bool has_day(const Calendar& calendar, Day day) {
  const std::chrono::year_month_day date(day);
  const bool is_last =
      date == std::chrono::year_month_day(date.year() / date.month() / std::chrono::last);
  return calendar.weekdays.test(std::chrono::weekday(day).c_encoding()) &&
         calendar.months.test(unsigned(date.month()) - 1) &&
         (calendar.month_days.test(unsigned(date.day())) ||
          (is_last && calendar.month_days.test(0)));
}

/// The due times of a day, in order. Two times in one gap of the clocks are one instant.
std::vector<Instant> dues_on(const Calendar& calendar, Day day) {
  std::vector<Instant> dues;
  if (!has_day(calendar, day)) return dues;
  for (const auto time : calendar.times) dues.push_back(instant_of(calendar.zone, day, time));
  return dues;
}

[[noreturn]] void refuse_empty() {
  throw Misconfigured("the schedule names a day that never comes",
                      "correct the dataset's `days` and `months`");
}

Instant next_in(const Calendar& calendar, Instant after) {
  // One day earlier: if a gap includes midnight, a due time of a day may fall on the next.
  Day day = day_in(calendar.zone, after) - days(1);
  for (int looked = 0; looked < longest_gap; ++looked, day += days(1)) {
    for (const Instant due : dues_on(calendar, day)) {
      if (due > after) return due;
    }
  }
  refuse_empty();
}

Instant last_in(const Calendar& calendar, Instant until) {
  Day day = day_in(calendar.zone, until) + days(1);
  for (int looked = 0; looked < longest_gap; ++looked, day -= days(1)) {
    const auto dues = dues_on(calendar, day);
    const auto due =
        std::find_if(dues.rbegin(), dues.rend(), [&](Instant each) { return each <= until; });
    if (due != dues.rend()) return *due;
  }
  refuse_empty();
}

/// The last multiple of the period up to an instant.
Instant last_multiple(const Every& every, Instant until) {
  if (every.period < std::chrono::seconds(1)) {
    throw Misconfigured("the period of a schedule is shorter than a second",
                        "correct the dataset's `every`");
  }
  const auto since = std::chrono::floor<std::chrono::seconds>(until.time_since_epoch()).count();
  const auto period = every.period.count();
  const auto over = ((since % period) + period) % period;  // instants before 1970 count too
  return Instant(std::chrono::seconds(since - over));
}

bool is_settled(const std::optional<Instant>& last_settled, Instant due) {
  return last_settled && *last_settled >= due;
}

std::string why_now(const NightHistory& nights) {
  return nights.first_try ? "its window is open" : "it is due";
}

std::string why_missed(const NightHistory& nights, Instant end, Instant now) {
  if (now >= end) return "its window is over: it is tried once more";
  return nights.last_settled ? "missed while the daemon was down" : "it has never been loaded";
}

}  // namespace

std::optional<Instant> next_due(const feed::Schedule& schedule, Instant after) {
  return std::visit(
      Overloaded{
          [](const ByHand&) { return std::optional<Instant>(); },
          [&](const Calendar& calendar) { return std::optional(next_in(calendar, after)); },
          [&](const Every& every) {
            return std::optional(last_multiple(every, after) + every.period);
          },
      },
      schedule.due);
}

std::optional<Instant> last_due(const feed::Schedule& schedule, Instant until) {
  return std::visit(
      Overloaded{
          [](const ByHand&) { return std::optional<Instant>(); },
          [&](const Calendar& calendar) { return std::optional(last_in(calendar, until)); },
          [&](const Every& every) { return std::optional(last_multiple(every, until)); },
      },
      schedule.due);
}

Recurrence recurrence(const feed::Schedule& schedule, Instant now, int each_way) {
  if (const auto* every = std::get_if<Every>(&schedule.due)) return {every->period, {}};
  Recurrence around;
  if (std::holds_alternative<ByHand>(schedule.due)) return around;
  Instant at = now;
  for (int i = 0; i < each_way; ++i, at -= Instant::duration(1)) {
    at = *last_due(schedule, at);
    around.dues.insert(around.dues.begin(), at);
  }
  at = now;
  for (int i = 0; i < each_way; ++i) around.dues.push_back(at = *next_due(schedule, at));
  return around;
}

Decision decide(const feed::Schedule& schedule, const NightHistory& nights, Instant now) {
  const auto due = last_due(schedule, now);
  if (!due) return {Decision::Act::rest, {}, {}, "it is run by hand", false};
  const Instant next = *next_due(schedule, now);
  if (is_settled(nights.last_settled, *due)) {
    return {Decision::Act::wait, next, {}, "the last one is done", false};
  }
  // A night that was missed has a window of its own, from its first attempt.
  const bool is_missed = now >= *due + schedule.window;
  const Instant start = is_missed ? nights.first_try.value_or(now) : *due;
  const Instant end = std::min(start + schedule.window, next);
  // The night is given up only after an attempt after the end: the daemon may have been down when
  // the window ended.
  if (nights.last_try && *nights.last_try >= end) {
    return {Decision::Act::wait,
            next,
            {},
            fmt::format("given up: the window of the night due at {} is over", to_string(*due)),
            true};
  }
  std::string why = is_missed ? why_missed(nights, end, now) : why_now(nights);
  if (end < start + schedule.window) why += "; its window ends early, when the next one is due";
  return {Decision::Act::run, *due, end, std::move(why), false};
}

}  // namespace nightjar::schedule
