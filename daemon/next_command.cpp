#include <map>
#include <optional>

#include "base/format.hpp"
#include "commands.hpp"
#include "console/table.hpp"
#include "console/words.hpp"
#include "json/document.hpp"
#include "ledger/listing.hpp"
#include "ledger/runs.hpp"
#include "ledger_connection.hpp"
#include "next_night.hpp"
#include "schema/catalog_check.hpp"

namespace nightjar::daemon {
namespace {

using schedule::Decision;

struct Line {
  std::string dataset;
  std::optional<Instant> next;  ///< when its next night begins
  std::optional<Instant> end;   ///< until when the daemon looks for its files
  std::string why;
};

/// The part of `nightjar status` that concerns the next night of a dataset.
struct Health {
  std::optional<std::string> activity;    ///< of a running night
  std::optional<std::string> unattended;  ///< since when no daemon has been running
  std::optional<Instant> next_attempt;    ///< of a daemon
  std::string next_attempt_why;
};

std::map<std::string, Health> healths(postgres::Executor& database,
                                      const ledger::ScheduleNotes& notes) {
  const postgres::Result rows = ledger::datasets(database, notes).rows;
  std::map<std::string, Health> found;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const ResultRow row(rows, i);
    Health& health = found[row.text("dataset")];
    if (row.value("running_run_id")) health.activity = row.text("activity");
    if (row.value("unattended")) health.unattended = row.text("unattended");
    if (const auto at = row.value("next_attempt_at")) health.next_attempt = ledger::instant_of(*at);
    health.next_attempt_why = row.text("next_attempt_why");
  }
  return found;
}

/// `due_at`: the first of the missed nights; the decision is about the last of them.
Line due_now(const std::string& dataset, const Decision& decision, const Health& health,
             const std::optional<Instant>& due_at, Instant now) {
  const std::string since = fmt::format("due since {}", to_string(due_at.value_or(decision.at)));
  if (health.next_attempt && *health.next_attempt > now) {
    return {dataset, health.next_attempt, decision.end,
            fmt::format("{}: {}", health.next_attempt_why, since)};
  }
  if (!health.unattended) {
    return {dataset, now, decision.end, fmt::format("{}: {}", decision.why, since)};
  }
  return {dataset,
          {},
          {},
          fmt::format("{}: {}; no daemon runs it: {}", decision.why, since, *health.unattended)};
}

Line line_for(const std::string& dataset, const Decision& decision, const Health& health,
              const std::optional<Instant>& due_at, Instant now) {
  if (health.activity) return {dataset, {}, {}, *health.activity};
  switch (decision.act) {
    case Decision::Act::run:
      return due_now(dataset, decision, health, due_at, now);
    case Decision::Act::wait:
      return {dataset,
              decision.at,
              {},
              decision.why +
                  (health.unattended ? "; no daemon will run it: " + *health.unattended : "")};
    case Decision::Act::rest:
      break;
  }
  return {dataset, {}, {}, decision.why};
}

std::string shown(const std::optional<Instant>& instant) {
  return instant ? console::utc_text(*instant) : "-";
}

console::Text text_of(const std::vector<Line>& lines, std::optional<std::size_t> width) {
  if (lines.empty()) return "no dataset is configured: see docs/adding-a-feed.md\n";
  console::Table table({{"dataset"},
                        {"next night (UTC)"},
                        {"given up at (UTC)"},
                        {.heading = "why", .wraps = true}});
  for (const Line& line : lines) {
    table.add({line.dataset, shown(line.next), shown(line.end), line.why});
  }
  return table.text(width);
}

json::Document document_of(const Line& line) {
  return {{"dataset", line.dataset},
          {"next", json::instant_or_null(line.next)},
          {"given_up_at", json::instant_or_null(line.end)},
          {"why", line.why}};
}

std::string json_of(const std::vector<Line>& lines) {
  return json::dump(json::Document{{"datasets", json::array_of(lines, document_of)}});
}

}  // namespace

ExitCode next(const config::Settings& settings, Console& console) {
  postgres::Connection database(settings.database_url, "nightjar next");
  schema::require_migrated(database);
  const Instant present = now();
  const ledger::ScheduleNotes notes = notes_on(database, settings, present);
  const auto found = healths(database, notes);
  std::vector<Line> lines;
  bool all_kept = true;
  for (std::size_t i = 0; i < notes.size(); ++i) {
    const feed::Dataset& dataset = settings.datasets[i];
    if (!notes[i].fault.empty()) {
      lines.push_back({dataset.name, {}, {}, "its schedule cannot be kept: " + notes[i].fault});
      all_kept = false;
      continue;
    }
    lines.push_back(line_for(dataset.name, next_night(database, dataset, present).decision,
                             found.at(dataset.name), notes[i].due_at, present));
  }
  if (console.output() == console::Output::text) {
    console.say(text_of(lines, console.width()));
  } else {
    console.answer(json_of(lines));
  }
  return all_kept ? ExitCode::done : ExitCode::failed;
}

}  // namespace nightjar::daemon
