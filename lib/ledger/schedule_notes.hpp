#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "postgres/connection.hpp"

namespace nightjar::ledger {

/// What the configuration says of a dataset that its health is judged by.
struct ScheduleNote {
  std::string dataset;
  std::optional<Instant> due_at;  ///< in the past until a night has succeeded
  std::optional<std::chrono::seconds> period;
  std::vector<Instant> dues;  ///< of a calendar, around now
  std::chrono::seconds late_after{0};
  std::string fault;  ///< why the schedule cannot be kept; empty where it can
  /// By feed (`vendor.books`): after which time its data is stale.
  std::map<std::string, std::chrono::seconds> stale_after;
};

using ScheduleNotes = std::vector<ScheduleNote>;

/// The notes as nightjar.judge() takes them.
std::string to_json(const ScheduleNotes& notes);

/// Keeps them in the database, for nightjar.health.
void note_schedules(postgres::Executor& database, const ScheduleNotes& notes);

/// Marks what the database knows beyond these as no longer configured.
void retire_others(postgres::Executor& database, const std::vector<std::string>& configured);

/// Notes that a daemon looks after a dataset, and what it will do: `next` is nothing while a night
/// is under way.
void note_attempt(postgres::Executor& database, const std::string& dataset,
                  const std::optional<Instant>& next, const std::string& why);

}  // namespace nightjar::ledger
