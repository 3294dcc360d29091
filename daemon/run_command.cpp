#include <algorithm>
#include <cstdlib>
#include <string_view>
#include <utility>
#include <vector>

#include <unistd.h>

#include "base/error.hpp"
#include "base/format.hpp"
#include "commands.hpp"
#include "config/source_url.hpp"
#include "console/table.hpp"
#include "console/words.hpp"
#include "ledger/schedule_notes.hpp"
#include "next_night.hpp"
#include "night/night.hpp"
#include "owner.hpp"
#include "terminal.hpp"

namespace nightjar::daemon {
namespace {

using console::Align;
using console::Table;
using console::Text;
using console::Tone;
using console::with_commas;
using ledger::Outcome;
using ledger::Report;

/// A count that is zero in most nights, shown only if a feed has some.
bool any_blank(const Report& report) {
  return std::any_of(report.feeds.begin(), report.feeds.end(),
                     [](const ledger::FeedReport& feed) { return feed.counts.blank > 0; });
}

std::vector<Table::Column> headings(const Report& report) {
  std::vector<Table::Column> columns{{"feed"}};
  for (const char* count : {"read", "inserted", "updated", "deleted", "restored", "unchanged",
                            "duplicates", "rejected"}) {
    columns.push_back({count, Align::right});
  }
  if (any_blank(report)) columns.push_back({"blank", Align::right});
  columns.push_back({"bytes", Align::right});
  columns.push_back({"seconds", Align::right});
  return columns;
}

Text closing_table(const Report& report, std::optional<std::size_t> width) {
  Table table(headings(report));
  for (const ledger::FeedReport& feed : report.feeds) {
    const feed::Counts& counts = feed.counts;
    std::vector<Text> cells{feed.feed};
    for (const std::uint64_t count :
         {counts.read, counts.inserted, counts.updated, counts.deleted, counts.restored,
          counts.unchanged, counts.duplicates, counts.rejected}) {
      cells.emplace_back(with_commas(count));
    }
    if (any_blank(report)) cells.emplace_back(with_commas(counts.blank));
    cells.emplace_back(console::bytes_text(feed.bytes));
    cells.emplace_back(
        fmt::format("{:.2f}", feed.compare_seconds + feed.match_seconds + feed.publish_seconds));
    table.add(std::move(cells));
  }
  return table.text(width);
}

std::uint64_t rejects_of(const Report& report) {
  std::uint64_t rejects = 0;
  for (const ledger::FeedReport& feed : report.feeds) rejects += feed.counts.rejected;
  return rejects;
}

bool is_complaint(const Report& report) {
  return report.outcome == Outcome::held || report.outcome == Outcome::failed;
}

std::string name_of_night(const Report& report) {
  return report.run_id ? fmt::format("run {} of {}", *report.run_id, report.dataset)
                       : fmt::format("a night of {}", report.dataset);
}

/// What a person must know about a night that changed nothing.
Text complaint(const Report& report) {
  const bool held = report.outcome == Outcome::held;
  Text text = fmt::format("nightjar: {} ", name_of_night(report));
  text += held ? Text("is HELD by a guard", Tone::held) : Text("FAILED", Tone::failed);
  text += "; nothing was changed\n";
  for (const std::string& reason : report.reasons)
    text += "  " + console::indented(reason, 2) + "\n";
  if (!report.remedy.empty()) {
    text += fmt::format("  what to do: {}\n", report.remedy);
  }
  return text;
}

/// Its duration, start and end, as in `nightjar runs`.
std::string time_taken(const Report& report) {
  const std::string taken = console::duration_text(report.seconds);
  if (!report.started_at || !report.finished_at) return taken;
  return fmt::format("{}, {} UTC", taken,
                     console::period_text(console::utc_text(*report.started_at),
                                          console::utc_text(*report.finished_at)));
}

Text success(const Report& report) {
  const std::string seconds = time_taken(report);
  if (report.outcome == Outcome::unchanged) {
    return fmt::format("{}: nothing has changed, in {}\n", name_of_night(report), seconds);
  }
  return Text(name_of_night(report) + ": ") + Text("loaded", Tone::healthy) +
         fmt::format(", valid from {}, in {}\n", to_string(report.as_of), seconds);
}

Text text_of(const Report& report, std::optional<std::size_t> width) {
  Text text;
  if (is_complaint(report)) {
    if (!report.feeds.empty()) text = "what it found, and would have done:\n";
  } else {
    text = success(report) + "\n";
  }
  if (!report.feeds.empty()) text += closing_table(report, width);
  if (report.run_id && rejects_of(report) > 0) {
    text += fmt::format("\nwhat was rejected, and why: nightjar rejects {}\n", *report.run_id);
  }
  return text;
}

ExitCode finish(const Report& report, Console& console) {
  if (is_complaint(report)) console.tell(complaint(report));
  if (console.output() == console::Output::json) {
    console.answer(ledger::to_json(report));
  } else {
    console.say(text_of(report, console.width()));
  }
  switch (report.outcome) {
    case Outcome::loaded:
    case Outcome::unchanged:
      return ExitCode::done;
    case Outcome::held:
      return ExitCode::held;
    case Outcome::failed:
      break;
  }
  return ExitCode::failed;
}

std::string person() {
  for (const char* variable : {"SUDO_USER", "USER", "LOGNAME"}) {
    const char* name = std::getenv(variable);
    if (name != nullptr && *name != '\0') return name;
  }
  return fmt::format("user {}", ::getuid());
}

night::Future future_of(bool is_asked_for) {
  return is_asked_for ? night::Future::asked_for : night::Future::refused;
}

std::string source_of(const std::string& url) {
  try {
    return config::folder_url(url);
  } catch (const Error& error) {
    throw UsageError(fmt::format("--source: {}", error.what()), error.remedy());
  }
}

/// Shows a held night to the person at the terminal, and asks.
bool is_wanted(const config::Settings& settings, std::int64_t run_id, Console& console) {
  if (!console.can_ask() || console.output() == console::Output::json) {
    throw UsageError(
        fmt::format(
            "run {} is held by a guard, and there is no terminal on which to ask for confirmation",
            run_id),
        fmt::format("check it with nightjar show {0}; then: nightjar approve {0} --yes", run_id));
  }
  show(settings, run_id, console);
  return console.ask(fmt::format("\nLoad run {} as it is?", run_id));
}

}  // namespace

ExitCode run(const config::Settings& settings, const RunOptions& options, Console& console) {
  night::NightRequest request{options.dataset,           {},           {}, options.from_run,
                              future_of(options.future), options.again};
  if (options.source && options.from_run) {
    throw UsageError("--source and --from-run are two sources for the files", "keep one of them");
  }
  if (options.source) request.source = source_of(*options.source);
  if (options.as_of) {
    request.as_of = parse_instant(*options.as_of);
    if (!request.as_of) {
      throw UsageError(fmt::format("--as-of {}: not an instant", *options.as_of),
                       "write it in the format of RFC 3339: 2021-12-25T02:00:00+01:00");
    }
  }
  request.prepare = [&](postgres::Executor& database) {
    const feed::Dataset& dataset = config::find_dataset(settings, options.dataset);
    ledger::note_schedules(database, {note_on(database, dataset, now())});
  };
  require_owner(settings.state_dir);
  Report report;
  {
    Terminal terminal(console);
    report = night::run_night(settings, request, terminal);
  }
  return finish(report, console);
}

ExitCode approve(const config::Settings& settings, const ApproveOptions& options,
                 Console& console) {
  require_owner(settings.state_dir);
  const ledger::Run held = night::find_approvable(settings, options.run_id);
  if (!options.yes && !is_wanted(settings, options.run_id, console)) {
    console.tell("nothing was changed: the night is still held\n");
    return ExitCode::held;
  }
  Report report;
  {
    Terminal terminal(console);
    report = night::approve_night(settings, held, person(), terminal, future_of(options.future));
  }
  return finish(report, console);
}

}  // namespace nightjar::daemon
