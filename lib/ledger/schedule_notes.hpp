#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "postgres/connection.hpp"

namespace nightjar::ledger {

/// The part of a dataset's configuration by which its health is judged.
struct ScheduleNote {
  std::string dataset;
  std::optional<Instant> due_at;  ///< in the past until a night has succeeded
  std::optional<std::chrono::seconds> period;
  std::vector<Instant> dues;  ///< of a calendar, around now
  std::chrono::seconds late_after{0};
  std::string fault;  ///< why the schedule cannot be followed; empty if it can
  /// By feed (`vendor.books`): the time after which its data is stale.
  std::map<std::string, std::chrono::seconds> stale_after;
};

using ScheduleNotes = std::vector<ScheduleNote>;

/// The notes in the format of nightjar.judge().
std::string to_json(const ScheduleNotes& notes);

/// Stores them in the database, for nightjar.health.
void note_schedules(postgres::Executor& database, const ScheduleNotes& notes);

/// Marks all other datasets in the database as no longer configured.
void retire_others(postgres::Executor& database, const std::vector<std::string>& configured);

/// Records that a daemon runs a dataset, and its next step: `next` is nothing while a night is
/// running.
void note_attempt(postgres::Executor& database, const std::string& dataset,
                  const std::optional<Instant>& next, const std::string& why);

}  // namespace nightjar::ledger
