#include "ledger/schedule_notes.hpp"

#include <string_view>

#include "base/format.hpp"
#include "json/document.hpp"
#include "ledger/sql.hpp"
#include "postgres/quoting.hpp"

namespace nightjar::ledger {
namespace {

using json::Document;

std::string seconds_text(std::chrono::seconds duration) {
  return fmt::format("{} s", duration.count());
}

Document dues_of(const ScheduleNote& note) {
  if (note.dues.empty()) return {};
  return json::array_of(note.dues, [](Instant due) { return Document(to_string(due)); });
}

Document stale_after_of(const ScheduleNote& note) {
  Document limits = Document::object();
  for (const auto& [feed, age] : note.stale_after) limits[feed] = age.count();
  return limits;
}

Document document_of(const ScheduleNote& note) {
  return {{"dataset", note.dataset},
          {"due_at", json::instant_or_null(note.due_at)},
          {"dues", dues_of(note)},
          {"period", note.period ? Document(seconds_text(*note.period)) : Document()},
          {"late_after", seconds_text(note.late_after)},
          {"fault", json::text_or_null(note.fault)},
          {"stale_after", stale_after_of(note)}};
}

}  // namespace

std::string to_json(const ScheduleNotes& notes) {
  return json::dump(json::array_of(notes, document_of));
}

void note_schedules(postgres::Executor& database, const ScheduleNotes& notes) {
  database.query(sql::note_schedules, {to_json(notes)});
}

void retire_others(postgres::Executor& database, const std::vector<std::string>& configured) {
  database.query(sql::retire_others, {postgres::array_of(configured)});
}

void note_attempt(postgres::Executor& database, const std::string& dataset,
                  const std::optional<Instant>& next, const std::string& why) {
  database.query(sql::note_attempt,
                 {dataset, next ? postgres::Parameter(to_string(*next)) : std::nullopt, why});
}

}  // namespace nightjar::ledger
