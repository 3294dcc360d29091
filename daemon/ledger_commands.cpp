#include <array>
#include <exception>
#include <string>
#include <string_view>

#include "base/format.hpp"
#include "commands.hpp"
#include "console/table.hpp"
#include "console/words.hpp"
#include "inventory_text.hpp"
#include "json/document.hpp"
#include "json/text.hpp"
#include "ledger/listing.hpp"
#include "ledger_connection.hpp"
#include "ledger_filter.hpp"
#include "next_night.hpp"
#include "night/inventory.hpp"

namespace nightjar::daemon {
namespace {

using console::Align;
using console::Output;
using console::Table;
using console::Text;
using console::Tone;
using json::Document;
using Width = std::optional<std::size_t>;

/// How much of a night's error is shown. JSON and the ledger have all of it.
constexpr std::size_t error_width = 350;

constexpr std::array<std::string_view, 5> outcomes{"running", "loaded", "unchanged", "held",
                                                   "failed"};

bool is_healthy(const ResultRow& dataset) { return dataset.value("healthy") == "t"; }

Tone tone_of_outcome(std::string_view outcome) {
  if (outcome == "failed") return Tone::failed;
  if (outcome == "held") return Tone::held;
  return outcome == "loaded" || outcome == "unchanged" ? Tone::healthy : Tone::plain;
}

Text outcome_text(const std::string& outcome) { return {outcome, tone_of_outcome(outcome)}; }

/// Datasets that are not healthy: late or stale, held, or worse.
Tone tone_of_dataset(const ResultRow& dataset) {
  if (is_healthy(dataset)) return Tone::healthy;
  if (dataset.value("held_run_id")) return Tone::held;
  const bool is_behind = dataset.value("late") || dataset.value("stale");
  const bool has_failed =
      dataset.value("last_outcome") == "failed" || dataset.value("interrupted_run_id");
  return is_behind && !has_failed ? Tone::late : Tone::failed;
}

/// Whether there is more to say than the table does: what a night is doing, or what is wrong.
bool is_worth_telling(const ResultRow& dataset) {
  return dataset.value("activity") && (dataset.value("running_run_id") || !is_healthy(dataset));
}

Text nothing_configured(const config::Settings& settings) {
  return Text("no dataset is configured, so nothing is picked up\n", Tone::failed) +
         fmt::format(
             "  what to do: `nightjar scaffold shop` begins a module for a dataset \"shop\" "
             "(docs/adding-a-feed.md); or let `datasets:` of {} name the folder of an existing "
             "module, then run `nightjar migrate`\n",
             settings.file.string());
}

Text text_of_unconfigured(const std::vector<std::string>& names) {
  Text text;
  for (const std::string& name : names) {
    text += fmt::format("\n{}: the ledger has nights of it, but it is not configured\n", name);
  }
  return text;
}

Text text_of_datasets(const postgres::Result& rows, Width width) {
  Table table({{"dataset"},
               {"healthy"},
               {"last success (UTC)"},
               {"age", Align::right},
               {"last outcome"},
               {"due (UTC)"},
               {"late by", Align::right},
               {"next attempt (UTC)"}});
  Text reasons;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const ResultRow row(rows, i);
    const Tone tone = tone_of_dataset(row);
    table.add({row.text("dataset"), Text(is_healthy(row) ? "yes" : "NO", tone),
               row.time("last_success"), row.text("age"), outcome_text(row.text("last_outcome")),
               row.time("due_at"), row.text("late"), row.time("next_attempt_at")});
    if (!is_healthy(row)) {
      reasons += Text("\n") + Text(row.text("dataset"), tone) + ": " + row.text("reason");
    }
    if (is_worth_telling(row)) {
      reasons += fmt::format("\n{}: {}", row.text("dataset"), row.text("activity"));
    }
  }
  return table.text(width) + reasons + (reasons.empty() ? "" : "\n");
}

/// Differences between archive and ledger.
struct Archive {
  std::string text;  ///< empty if there are none
  std::string json;
};

/// `status` may run on another machine, or without access to the state directory.
Archive look_into_archive(postgres::Connection& database, const config::Settings& settings) {
  try {
    const auto inventory = night::take_inventory(database, settings.state_dir);
    const std::string text = nights_without_dumps(inventory) + unknown_nights(inventory);
    return {text.empty() ? "" : "\n" + text, json::dump(document_of(inventory))};
  } catch (const std::exception& failure) {
    return {fmt::format("\n"
                        "the archive cannot be read: {}\n",
                        failure.what()),
            json::dump(Document{{"fault", failure.what()}})};
  }
}

/// Why a night did not load, and who approved it.
Text note_of_run(const ResultRow& run) {
  Text error = console::shortened(run.value("error").value_or(""), error_width);
  const auto person = run.value("approved_by");
  if (!person) return error;
  return Text(fmt::format("approved by {}", *person)) + (error.empty() ? "" : " although ") + error;
}

/// Only the time if it began on the same day.
std::string end_of_run(const ResultRow& run) {
  constexpr std::size_t day = std::string_view("2021-12-17 ").size();
  const std::string from = run.time("started_at");
  const std::string to = run.time("finished_at");
  return from.substr(0, day) == to.substr(0, day) ? to.substr(day) : to;
}

std::string duration_of_run(const ResultRow& run) {
  const auto seconds = run.value("seconds");
  return seconds ? console::duration_text(std::stod(std::string(*seconds))) : "-";
}

Text text_of_runs(const postgres::Result& rows, bool is_filtered, Width width) {
  if (rows.empty()) return is_filtered ? "no such night has run\n" : "no night has run yet\n";
  Table table({{"run", Align::right},
               {"dataset"},
               {"outcome"},
               {"valid from (UTC)"},
               {"started (UTC)"},
               {"ended (UTC)"},
               {"took", Align::right},
               {"inserted", Align::right},
               {"updated", Align::right},
               {"deleted", Align::right},
               {"restored", Align::right},
               {"rejected", Align::right}});
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const ResultRow row(rows, i);
    table.add({row.text("run_id"), row.text("dataset"), outcome_text(row.text("outcome")),
               row.time("as_of"), row.time("started_at"), end_of_run(row), duration_of_run(row),
               row.number("inserted"), row.number("updated"), row.number("deleted"),
               row.number("restored"), row.number("rejected")},
              note_of_run(row));
  }
  return table.text(width);
}

/// Whether any of the nights has counts for the feed in question.
bool has_counts(const postgres::Result& rows) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (ResultRow(rows, i).value("read")) return true;
  }
  return false;
}

/// Whether there are datasets, and all of them are healthy.
bool all_healthy(const postgres::Result& rows) {
  bool healthy = !rows.empty();
  for (std::size_t i = 0; i < rows.size(); ++i) healthy = healthy && is_healthy(ResultRow(rows, i));
  return healthy;
}

Text detail(std::string_view name, const Text& text) {
  return fmt::format("{:<22}", name) + text + "\n";
}

Text details_of(const ResultRow& row) {
  const Tone tone = tone_of_dataset(row);
  Text text = detail("dataset", row.text("dataset"));
  text += detail("healthy", Text(is_healthy(row) ? "yes" : "NO", tone));
  text += detail("why", row.text("reason"));
  text += detail("now", row.value("activity") ? row.text("activity") : "nothing is under way");
  text += detail("last success (UTC)", row.time("last_success"));
  text += detail("age", row.text("age"));
  text += detail("due (UTC)", row.time("due_at"));
  text += detail("late by", row.text("late"));
  text += detail("next attempt (UTC)", row.time("next_attempt_at"));
  text += detail("nightjard seen (UTC)", row.time("daemon_seen_at"));
  return text;
}

Text text_of_files(const postgres::Result& rows, Width width) {
  if (rows.empty()) return "no file has been picked up yet\n";
  Table table({{"feed"},
               {.heading = "file", .wraps = true},
               {"bytes", Align::right},
               {"time at the source (UTC)"},
               {"run", Align::right}});
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const ResultRow row(rows, i);
    table.add({row.text("feed"), row.text("name"), row.number("bytes"), row.time("source_time"),
               row.text("run_id")});
  }
  return table.text(width);
}

/// How many nights are shown for one dataset.
constexpr int shown_nights = 7;

ExitCode status_of(const config::Settings& settings, const std::string& name, Console& console) {
  const feed::Dataset& dataset = config::find_dataset(settings, name);
  LedgerConnection connection(settings, "status");
  const ledger::Listing listing =
      ledger::datasets(connection.database(), {note_on(connection.database(), dataset, now())});
  const ledger::Listing nights =
      ledger::runs(connection.database(), {dataset.name, {}, {}}, shown_nights);
  const ledger::Listing files = ledger::newest_files(connection.database(), dataset.name);
  const bool healthy = all_healthy(listing.rows);
  if (console.output() == Output::text) {
    console.say(details_of(ResultRow(listing.rows, 0)) + "\n" +
                text_of_runs(nights.rows, false, console.width()) + "\n" +
                text_of_files(files.rows, console.width()));
  } else {
    console.answer(json::with_members(
        json::dump(Document{{"healthy", healthy}}),
        {{"datasets", listing.json}, {"runs", nights.json}, {"files", files.json}}));
  }
  return healthy ? ExitCode::done : ExitCode::failed;
}

}  // namespace

ExitCode status(const config::Settings& settings, const std::string& dataset, Console& console) {
  if (!dataset.empty()) return status_of(settings, dataset, console);
  LedgerConnection connection(settings, "status");
  const auto notes = notes_on(connection.database(), settings, now());
  const ledger::Listing listing = ledger::datasets(connection.database(), notes);
  const bool healthy = all_healthy(listing.rows);
  const Archive archive = look_into_archive(connection.database(), settings);
  const auto unconfigured = ledger::unconfigured(connection.database(), notes);
  if (console.output() == Output::text) {
    console.say((listing.rows.empty() ? nothing_configured(settings)
                                      : text_of_datasets(listing.rows, console.width())) +
                text_of_unconfigured(unconfigured) + archive.text);
  } else {
    console.answer(json::with_members(json::dump(Document{{"healthy", healthy}}),
                                      {{"datasets", listing.json},
                                       {"unconfigured", json::dump(unconfigured)},
                                       {"archive", archive.json}}));
  }
  return healthy ? ExitCode::done : ExitCode::failed;
}

ExitCode runs(const config::Settings& settings, const RunsOptions& options, Console& console) {
  require_one_of("outcome", options.filter.outcome, outcomes);
  LedgerConnection connection(settings, "runs");
  const ledger::Listing listing =
      ledger::runs(connection.database(), options.filter, options.limit);
  if (!has_counts(listing.rows)) {
    require_configured(settings, options.filter.dataset, options.filter.feed);
  }
  if (console.output() == Output::text) {
    const auto& [dataset, feed, outcome] = options.filter;
    console.say(text_of_runs(listing.rows, dataset || feed || outcome, console.width()));
  } else {
    console.answer(json::with_members("{}", {{"runs", listing.json}}));
  }
  return ExitCode::done;
}

}  // namespace nightjar::daemon
