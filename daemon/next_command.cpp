#include <optional>

#include "base/format.hpp"
#include "commands.hpp"
#include "console/table.hpp"
#include "console/words.hpp"
#include "json/text.hpp"
#include "outlook.hpp"
#include "schema/catalog_check.hpp"

namespace nightjar::daemon {
namespace {

using schedule::Decision;

struct Line {
  std::string dataset;
  std::optional<Instant> next;  ///< when its next night begins
  std::optional<Instant> end;   ///< until when its files are looked for
  std::string why;
};

Line line_for(const std::string& dataset, const Decision& decision, Instant now) {
  switch (decision.act) {
    case Decision::Act::run:
      return {dataset, now, decision.end,
              format("{}: due since {}", decision.why, to_string(decision.at))};
    case Decision::Act::wait:
      return {dataset, decision.at, {}, decision.why};
    case Decision::Act::rest:
      break;
  }
  return {dataset, {}, {}, decision.why};
}

std::string shown(const std::optional<Instant>& instant) {
  return instant ? console::utc_text(*instant) : "-";
}

std::string quoted(const std::optional<Instant>& instant) {
  return instant ? json::quoted(to_string(*instant)) : "null";
}

console::Text text_of(const std::vector<Line>& lines, std::optional<std::size_t> width) {
  if (lines.empty()) return "no dataset is configured\n";
  console::Table table({{"dataset"},
                        {"next night (UTC)"},
                        {"given up at (UTC)"},
                        {.heading = "why", .wraps = true}});
  for (const Line& line : lines) {
    table.add({line.dataset, shown(line.next), shown(line.end), line.why});
  }
  return table.text(width);
}

std::string json_of(const std::vector<Line>& lines) {
  std::string text;
  for (const Line& line : lines) {
    text += format(R"({}{{"dataset":{},"next":{},"given_up_at":{},"why":{}}})",
                   text.empty() ? "" : ",", json::quoted(line.dataset), quoted(line.next),
                   quoted(line.end), json::quoted(line.why));
  }
  return format(R"({{"datasets":[{}]}})", text);
}

}  // namespace

ExitCode next(const config::Settings& settings, Console& console) {
  postgres::Connection database(settings.database_url, "nightjar next");
  schema::require_migrated(database);
  const Instant present = now();
  std::vector<Line> lines;
  for (const feed::Dataset& dataset : settings.datasets) {
    lines.push_back(
        line_for(dataset.name, look_ahead(database, dataset, present).decision, present));
  }
  if (console.output() == console::Output::text) {
    console.say(text_of(lines, console.width()));
  } else {
    console.answer(json_of(lines));
  }
  return ExitCode::done;
}

}  // namespace nightjar::daemon
