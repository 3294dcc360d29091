#include "health/schedule_notes.hpp"

#include "base/format.hpp"
#include "health/sql.hpp"

namespace nightjar::health {

void note_schedule(postgres::Executor& database, const ScheduleNote& note) {
  const auto text_of = [](const std::optional<Instant>& instant) {
    return instant ? postgres::Parameter(to_string(*instant)) : postgres::Parameter();
  };
  database.query(sql::note_schedule,
                 {note.dataset, text_of(note.due_at), format("{} s", note.late_after.count()),
                  text_of(note.next_attempt_at), note.next_attempt_why});
}

}  // namespace nightjar::health
