#include "schedule/agenda.hpp"

#include <algorithm>
#include <variant>

#include "base/error.hpp"
#include "base/format.hpp"
#include "schedule/wall_clock.hpp"

namespace nightjar::schedule {
namespace {

using feed::ByHand;
using feed::DailyAt;
using feed::Every;
using std::chrono::days;

template <class... Cases>
struct Overloaded : Cases... {
  using Cases::operator()...;
};
template <class... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

Instant due_on(const DailyAt& daily, Day day) { return instant_of(daily.zone, day, daily.time); }

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

}  // namespace

std::optional<Instant> next_due(const feed::Schedule& schedule, Instant after) {
  return std::visit(Overloaded{
                        [](const ByHand&) { return std::optional<Instant>(); },
                        [&](const DailyAt& daily) {
                          // A day before: where a gap swallows midnight, due_on(day) may lie on the
                          // next.
                          Day day = day_in(daily.zone, after) - days(1);
                          while (due_on(daily, day) <= after) day += days(1);
                          return std::optional(due_on(daily, day));
                        },
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
          [&](const DailyAt& daily) {
            Day day = day_in(daily.zone, until) + days(1);
            while (due_on(daily, day) > until) day -= days(1);
            return std::optional(due_on(daily, day));
          },
          [&](const Every& every) { return std::optional(last_multiple(every, until)); },
      },
      schedule.due);
}

Decision decide(const feed::Schedule& schedule, const Nights& nights, Instant now) {
  const auto due = last_due(schedule, now);
  if (!due) return {Decision::Act::rest, {}, {}, "it is run by hand"};
  const Instant next = *next_due(schedule, now);
  if (is_settled(nights.last_settled, *due)) {
    return {Decision::Act::wait, next, {}, "the last one is done"};
  }
  const bool in_window = now < *due + schedule.window;
  if (in_window) {
    return {Decision::Act::run, *due, *due + schedule.window,
            nights.first_try ? "its window is open" : "it is due"};
  }
  const Instant end = nights.first_try.value_or(now) + schedule.window;
  if (now < end || !nights.first_try) {
    return {Decision::Act::run, *due, end,
            nights.last_settled ? "missed while the daemon was down" : "it has never been loaded"};
  }
  return {Decision::Act::wait,
          next,
          {},
          format("given up: the window of the night due at {} is over", to_string(*due))};
}

std::optional<Instant> late_since(const feed::Schedule& schedule,
                                  const std::optional<Instant>& last_settled, Instant now) {
  // The earliest due instant that is not settled: of many in a row the first makes it late.
  const auto due = last_settled ? next_due(schedule, *last_settled) : last_due(schedule, now);
  if (!due || now < *due + schedule.late_after) return std::nullopt;
  return *due + schedule.late_after;
}

}  // namespace nightjar::schedule
