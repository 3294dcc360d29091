#include <cstdio>
#include <optional>

#include "base/format.hpp"
#include "commands.hpp"
#include "json/text.hpp"
#include "outlook.hpp"
#include "schema/catalog_check.hpp"
#include "table.hpp"

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
  return instant ? utc_text(*instant) : "-";
}

std::string quoted(const std::optional<Instant>& instant) {
  return instant ? json::quoted(to_string(*instant)) : "null";
}

std::string text_of(const std::vector<Line>& lines) {
  if (lines.empty()) return "no dataset is configured\n";
  Table table({{"dataset"}, {"next night (UTC)"}, {"given up at (UTC)"}, {"why"}});
  for (const Line& line : lines) {
    table.add({line.dataset, shown(line.next), shown(line.end), line.why});
  }
  return table.text();
}

std::string json_of(const std::vector<Line>& lines) {
  std::string text;
  for (const Line& line : lines) {
    text += format(R"({}{{"dataset":{},"next":{},"given_up_at":{},"why":{}}})",
                   text.empty() ? "" : ",", json::quoted(line.dataset), quoted(line.next),
                   quoted(line.end), json::quoted(line.why));
  }
  return format(R"({{"datasets":[{}]}})", text) + "\n";
}

}  // namespace

ExitCode next(const config::Settings& settings, Output output) {
  postgres::Connection database(settings.database_url, "nightjar next");
  schema::require_migrated(database);
  const Instant present = now();
  std::vector<Line> lines;
  for (const feed::Dataset& dataset : settings.datasets) {
    lines.push_back(
        line_for(dataset.name, look_ahead(database, dataset, present).decision, present));
  }
  std::fputs((output == Output::text ? text_of(lines) : json_of(lines)).c_str(), stdout);
  return ExitCode::done;
}

}  // namespace nightjar::daemon
