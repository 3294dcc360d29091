#include "ledger/schedule_notes.hpp"

#include <string_view>

#include "base/format.hpp"
#include "json/text.hpp"
#include "ledger/array.hpp"
#include "ledger/sql.hpp"

namespace nightjar::ledger {
namespace {

std::string quoted(const std::optional<Instant>& instant) {
  return instant ? json::quoted(to_string(*instant)) : "null";
}

std::string seconds_text(std::chrono::seconds duration) {
  return json::quoted(fmt::format("{} s", duration.count()));
}

std::string dues_of(const ScheduleNote& note) {
  std::vector<std::string> dues;
  for (const Instant due : note.dues) dues.push_back(quoted(due));
  return dues.empty() ? "null" : fmt::format("[{}]", fmt::join(dues, ","));
}

std::string stale_after_of(const ScheduleNote& note) {
  std::vector<std::string> limits;
  for (const auto& [feed, age] : note.stale_after) {
    limits.push_back(fmt::format("{}:{}", json::quoted(feed), age.count()));
  }
  return fmt::format("{{{}}}", fmt::join(limits, ","));
}

std::string to_json(const ScheduleNote& note) {
  return fmt::format(
      R"({{"dataset":{},"due_at":{},"dues":{},"period":{},"late_after":{},"fault":{},)"
      R"("stale_after":{}}})",
      json::quoted(note.dataset), quoted(note.due_at), dues_of(note),
      note.period ? seconds_text(*note.period) : "null", seconds_text(note.late_after),
      note.fault.empty() ? "null" : json::quoted(note.fault), stale_after_of(note));
}

}  // namespace

std::string to_json(const ScheduleNotes& notes) {
  std::vector<std::string> parts;
  for (const ScheduleNote& note : notes) parts.push_back(to_json(note));
  return fmt::format("[{}]", fmt::join(parts, ","));
}

void note_schedules(postgres::Executor& database, const ScheduleNotes& notes) {
  database.query(sql::note_schedules, {to_json(notes)});
}

void retire_others(postgres::Executor& database, const std::vector<std::string>& configured) {
  database.query(sql::retire_others, {array_of(configured)});
}

void note_attempt(postgres::Executor& database, const std::string& dataset,
                  const std::optional<Instant>& next, const std::string& why) {
  database.query(sql::note_attempt,
                 {dataset, next ? postgres::Parameter(to_string(*next)) : std::nullopt, why});
}

}  // namespace nightjar::ledger
