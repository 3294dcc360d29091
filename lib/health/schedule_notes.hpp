#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "base/instant.hpp"
#include "postgres/connection.hpp"

namespace nightjar::health {

/// What a keeper of schedules knows of a dataset, for nightjar.health.
struct ScheduleNote {
  std::string dataset;
  std::optional<Instant> due_at;  ///< in the past until a night has succeeded
  std::chrono::seconds late_after{0};
  std::optional<Instant> next_attempt_at;  ///< nothing while a night is under way
  std::string next_attempt_why;
};

void note_schedule(postgres::Executor& database, const ScheduleNote& note);

}  // namespace nightjar::health
