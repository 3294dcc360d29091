#pragma once

#include <optional>

#include "base/instant.hpp"
#include "config/settings.hpp"
#include "feed/dataset.hpp"
#include "ledger/schedule_notes.hpp"
#include "postgres/connection.hpp"
#include "schedule/agenda.hpp"

namespace nightjar::daemon {

/// When a dataset is due, by its schedule and its nights in the ledger.
struct NextNight {
  schedule::Decision decision;
  /// The earliest instant at which it was due and has not succeeded since, or will be due; nothing
  /// without a schedule.
  std::optional<Instant> due_at;
};

/// Throws Misconfigured for a time zone that this machine does not know.
NextNight next_night(postgres::Executor& database, const feed::Dataset& dataset, Instant now);

/// The facts by which the health of a dataset is judged. A time zone that this machine does not
/// know is reported in it, not thrown.
ledger::ScheduleNote note_on(postgres::Executor& database, const feed::Dataset& dataset,
                             Instant now);
/// The same from a decision that is known already. Throws as next_night() does.
ledger::ScheduleNote note_on(const NextNight& next, const feed::Dataset& dataset, Instant now);
ledger::ScheduleNotes notes_on(postgres::Executor& database, const config::Settings& settings,
                               Instant now);

/// Records in the database the settings of all datasets, and that there are no others.
void note_all(postgres::Executor& database, const config::Settings& settings);

}  // namespace nightjar::daemon
