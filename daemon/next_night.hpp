#pragma once

#include <optional>

#include "base/instant.hpp"
#include "config/settings.hpp"
#include "feed/dataset.hpp"
#include "ledger/schedule_notes.hpp"
#include "postgres/connection.hpp"
#include "schedule/agenda.hpp"

namespace nightjar::daemon {

/// When a dataset is due, by its schedule and by what the ledger says of its nights.
struct NextNight {
  schedule::Decision decision;
  /// The earliest instant at which it was, or will be, due and has not succeeded since; nothing
  /// without a schedule.
  std::optional<Instant> due_at;
};

/// Throws Misconfigured for a time zone that this machine does not know.
NextNight next_night(postgres::Executor& database, const feed::Dataset& dataset, Instant now);

/// What the health of a dataset is judged by. A time zone that this machine does not know is its
/// fault, and no exception.
ledger::ScheduleNote note_on(postgres::Executor& database, const feed::Dataset& dataset,
                             Instant now);
ledger::ScheduleNotes notes_on(postgres::Executor& database, const config::Settings& settings,
                               Instant now);

/// Keeps in the database what the settings say of all datasets, and that there are no others.
void note_all(postgres::Executor& database, const config::Settings& settings);

}  // namespace nightjar::daemon
