#include <algorithm>
#include <exception>
#include <string>
#include <string_view>

#include "base/format.hpp"
#include "commands.hpp"
#include "console/table.hpp"
#include "console/words.hpp"
#include "health/listing.hpp"
#include "inventory_text.hpp"
#include "json/text.hpp"
#include "night/inventory.hpp"
#include "postgres/connection.hpp"
#include "schema/catalog_check.hpp"

namespace nightjar::daemon {
namespace {

using console::Align;
using console::Output;
using console::Table;
using console::Text;
using console::Tone;
using console::utc_text;
using console::with_commas;
using Width = std::optional<std::size_t>;

/// What is shown of a record, and of a value in it. Whole they are in JSON and in the ledger.
constexpr std::size_t record_width = 116;
constexpr std::size_t detail_width = 210;
constexpr std::size_t error_width = 350;

/// The database, once it is certain that it holds a ledger.
class Ledger {
 public:
  Ledger(const config::Settings& settings, const std::string& command)
      : database_(settings.database_url, "nightjar " + command) {
    schema::require_migrated(database_);
  }
  [[nodiscard]] postgres::Connection& database() { return database_; }

 private:
  postgres::Connection database_;
};

/// The cells of an answer by their columns' names.
class Row {
 public:
  Row(const postgres::Result& result, std::size_t row) : result_(result), row_(row) {}

  [[nodiscard]] std::string text(std::string_view column) const {
    return std::string(value(column).value_or("-"));
  }
  [[nodiscard]] std::string time(std::string_view column) const {
    return utc_text(value(column).value_or("-"));
  }
  [[nodiscard]] std::string number(std::string_view column) const {
    const auto found = value(column);
    return found ? with_commas(std::stoull(std::string(*found))) : "-";
  }
  [[nodiscard]] std::optional<std::string_view> value(std::string_view column) const {
    std::size_t at = 0;
    while (result_.column_name(at) != column) ++at;
    return result_.value(row_, at);
  }

 private:
  const postgres::Result& result_;
  std::size_t row_;
};

bool is_healthy(const Row& dataset) { return dataset.value("healthy") == "t"; }

Tone tone_of_outcome(std::string_view outcome) {
  if (outcome == "failed") return Tone::failed;
  if (outcome == "held") return Tone::held;
  return outcome == "loaded" || outcome == "unchanged" ? Tone::healthy : Tone::plain;
}

Text outcome_text(const std::string& outcome) { return {outcome, tone_of_outcome(outcome)}; }

/// What is not well: late, held, or worse.
Tone tone_of_dataset(const Row& dataset) {
  if (is_healthy(dataset)) return Tone::healthy;
  if (dataset.value("held_run_id")) return Tone::held;
  const bool is_late = dataset.value("late") && dataset.value("last_outcome") != "failed";
  return is_late ? Tone::late : Tone::failed;
}

Text text_of_datasets(const postgres::Result& rows, Width width) {
  if (rows.empty()) return "no dataset is configured\n";
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
    const Row row(rows, i);
    const Tone tone = tone_of_dataset(row);
    table.add({row.text("dataset"), Text(is_healthy(row) ? "yes" : "NO", tone),
               row.time("last_success"), row.text("age"), outcome_text(row.text("last_outcome")),
               row.time("due_at"), row.text("late"), row.time("next_attempt_at")});
    if (const auto run = row.value("running_run_id")) {
      reasons += format("\n{}: night {} is under way, probably done at {} UTC", row.text("dataset"),
                        *run, row.time("done_at"));
    }
    if (!is_healthy(row)) {
      reasons += Text("\n") + Text(row.text("dataset"), tone) + ": " + row.text("reason");
    }
  }
  return table.text(width) + reasons + (reasons.empty() ? "" : "\n");
}

/// What of the archive does not go together with the ledger.
struct Archive {
  std::string text;  ///< empty where all is well
  std::string json;
};

/// Whoever asks for the status may be on another machine, or may not read the state directory.
Archive look_into_archive(postgres::Connection& database, const config::Settings& settings) {
  try {
    const auto inventory = night::take_inventory(database, settings.state_dir);
    const std::string text = nights_without_dumps(inventory) + unknown_nights(inventory);
    return {text.empty() ? "" : "\n" + text, format("{{{}}}", json_members(inventory))};
  } catch (const std::exception& failure) {
    return {format("\nthe archive cannot be looked into: {}\n", failure.what()),
            format(R"({{"fault":{}}})", json::quoted(failure.what()))};
  }
}

/// Why a night did not load, and who let it pass.
Text note_of_run(const Row& run) {
  const Text error = console::shortened(run.value("error").value_or(""), error_width);
  const auto person = run.value("approved_by");
  if (!person) return error;
  return Text(format("approved by {}", *person)) + (error.empty() ? "" : " although ") + error;
}

Text text_of_runs(const postgres::Result& rows, Width width) {
  if (rows.empty()) return "no night has run yet\n";
  Table table({{"run", Align::right},
               {"dataset"},
               {"outcome"},
               {"valid from (UTC)"},
               {"started (UTC)"},
               {"seconds", Align::right},
               {"inserted", Align::right},
               {"updated", Align::right},
               {"deleted", Align::right},
               {"restored", Align::right},
               {"rejected", Align::right}});
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Row row(rows, i);
    table.add({row.text("run_id"), row.text("dataset"), outcome_text(row.text("outcome")),
               row.time("as_of"), row.time("started_at"), row.text("seconds"),
               row.number("inserted"), row.number("updated"), row.number("deleted"),
               row.number("restored"), row.number("rejected")},
              note_of_run(row));
  }
  return table.text(width);
}

Text text_of_rejects(const health::Rejects& rejects, std::int64_t run_id, Width width) {
  const postgres::Result& rows = rejects.first.rows;
  if (rows.empty() && rejects.refused > 0) {
    return format(
        "run {} refused {}; the list of them was kept for as long as `retention:` says, and is "
        "gone\n",
        run_id, console::counted(rejects.refused, "record"));
  }
  if (rows.empty()) return format("run {} refused nothing\n", run_id);
  Table table({{"feed"},
               {"line", Align::right},
               {"byte", Align::right},
               {"reason"},
               {.heading = "detail", .wraps = true}});
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Row row(rows, i);
    table.add({row.text("feed"), row.text("line"), row.text("position"), row.text("reason"),
               console::shortened(row.text("detail"), detail_width)},
              console::shortened(row.text("raw"), record_width));
  }
  if (rows.size() == rejects.in_all) return table.text(width);
  return table.text(width) + format("\nthe first {} of {}; --limit shows more\n",
                                    with_commas(rows.size()), with_commas(rejects.in_all));
}

}  // namespace

ExitCode status(const config::Settings& settings, Console& console) {
  Ledger ledger(settings, "status");
  std::vector<std::string> configured;
  for (const feed::Dataset& dataset : settings.datasets) configured.push_back(dataset.name);
  const health::Listing listing = health::datasets(ledger.database(), configured);
  bool healthy = true;
  for (std::size_t i = 0; i < listing.rows.size(); ++i) {
    healthy = healthy && is_healthy(Row(listing.rows, i));
  }
  const Archive archive = look_into_archive(ledger.database(), settings);
  if (console.output() == Output::text) {
    console.say(text_of_datasets(listing.rows, console.width()) + archive.text);
  } else {
    console.answer(format(R"({{"healthy":{},"datasets":{},"archive":{}}})", healthy, listing.json,
                          archive.json));
  }
  return healthy ? ExitCode::done : ExitCode::failed;
}

ExitCode runs(const config::Settings& settings, int limit, Console& console) {
  Ledger ledger(settings, "runs");
  const health::Listing listing = health::runs(ledger.database(), limit);
  if (console.output() == Output::text) {
    console.say(text_of_runs(listing.rows, console.width()));
  } else {
    console.answer(format(R"({{"runs":{}}})", listing.json));
  }
  return ExitCode::done;
}

ExitCode rejects(const config::Settings& settings, std::int64_t run_id, int limit,
                 Console& console) {
  Ledger ledger(settings, "rejects");
  const health::Rejects rejects = health::rejects(ledger.database(), run_id, limit);
  if (console.output() == Output::text) {
    console.say(text_of_rejects(rejects, run_id, console.width()));
  } else {
    console.answer(format(R"({{"run_id":{},"in_all":{},"rejects":{}}})", run_id, rejects.in_all,
                          rejects.first.json));
  }
  return ExitCode::done;
}

}  // namespace nightjar::daemon
