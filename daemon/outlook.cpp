#include "outlook.hpp"

#include "night/ledger.hpp"

namespace nightjar::daemon {

Outlook look_ahead(postgres::Executor& database, const feed::Dataset& dataset, Instant now) {
  const feed::Schedule& schedule = dataset.schedule;
  const auto last_due = schedule::last_due(schedule, now);
  const auto times = night::times_of_nights(database, dataset.name, last_due.value_or(now));
  const auto due_at =
      times.last_success ? schedule::next_due(schedule, *times.last_success) : last_due;
  return {
      schedule::decide(schedule, {times.last_settled, times.first_since, times.last_since}, now),
      due_at};
}

}  // namespace nightjar::daemon
