#include "next_night.hpp"

#include <utility>

#include "base/error.hpp"
#include "base/format.hpp"
#include "ledger/runs.hpp"

namespace nightjar::daemon {
namespace {

/// How many instants of a calendar before and after now are recorded in the database: a month of
/// days.
constexpr int noted_dues = 32;

ledger::ScheduleNote limits_of(const feed::Dataset& dataset) {
  ledger::ScheduleNote note;
  note.dataset = dataset.name;
  note.late_after = dataset.schedule.late_after;
  for (const feed::Definition& feed : dataset.feeds) {
    if (feed.stale_after) note.stale_after[feed.name()] = *feed.stale_after;
  }
  return note;
}

}  // namespace

NextNight next_night(postgres::Executor& database, const feed::Dataset& dataset, Instant now) {
  const feed::Schedule& schedule = dataset.schedule;
  const auto last_due = schedule::last_due(schedule, now);
  const auto times = ledger::times_of_nights(database, dataset.name, last_due.value_or(now));
  const auto due_at =
      times.last_success ? schedule::next_due(schedule, *times.last_success) : last_due;
  return {
      schedule::decide(schedule, {times.last_settled, times.first_since, times.last_since}, now),
      due_at};
}

ledger::ScheduleNote note_on(const NextNight& next, const feed::Dataset& dataset, Instant now) {
  ledger::ScheduleNote note = limits_of(dataset);
  note.due_at = next.due_at;
  auto [period, dues] = schedule::recurrence(dataset.schedule, now, noted_dues);
  note.period = period;
  note.dues = std::move(dues);
  return note;
}

ledger::ScheduleNote note_on(postgres::Executor& database, const feed::Dataset& dataset,
                             Instant now) {
  try {
    return note_on(next_night(database, dataset, now), dataset, now);
  } catch (const Misconfigured& error) {
    ledger::ScheduleNote note = limits_of(dataset);
    note.fault = fmt::format("{} ({})", error.what(), error.remedy());
    return note;
  }
}

ledger::ScheduleNotes notes_on(postgres::Executor& database, const config::Settings& settings,
                               Instant now) {
  ledger::ScheduleNotes notes;
  for (const feed::Dataset& dataset : settings.datasets) {
    notes.push_back(note_on(database, dataset, now));
  }
  return notes;
}

void note_all(postgres::Executor& database, const config::Settings& settings) {
  std::vector<std::string> names;
  for (const feed::Dataset& dataset : settings.datasets) names.push_back(dataset.name);
  ledger::note_schedules(database, notes_on(database, settings, now()));
  ledger::retire_others(database, names);
}

}  // namespace nightjar::daemon
