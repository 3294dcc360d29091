#include "night_text.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/format.hpp"
#include "console/table.hpp"
#include "console/words.hpp"
#include "ledger_connection.hpp"

namespace nightjar::daemon {
namespace {

using console::Align;
using console::Table;
using console::Text;
using console::Tone;
using ledger::RunDetail;
using Width = std::optional<std::size_t>;

/// How much is shown of a row, and of why a record was rejected. JSON has all of it.
constexpr std::size_t example_width = 150;
constexpr std::size_t detail_width = 150;

ResultRow run_of(const RunDetail& night) { return {night.run, 0}; }

std::string outcome_of(const RunDetail& night) { return run_of(night).text("outcome"); }

std::string taken(const ResultRow& row, std::string_view column) {
  const auto seconds = row.value(column);
  return seconds ? console::duration_text(std::stod(std::string(*seconds))) : "-";
}

std::uint64_t count(const ResultRow& row, std::string_view column) {
  return std::stoull(std::string(row.value(column).value_or("0")));
}

Text heading(const std::string& title) { return Text("\n") + Text(title, Tone::heading) + "\n"; }

Text outcome_text(const std::string& outcome) {
  if (outcome == "held") return Text("HELD by a guard", Tone::held) + "; nothing was changed";
  if (outcome == "failed") return Text("FAILED", Tone::failed) + "; nothing was changed";
  if (outcome == "interrupted") return Text("INTERRUPTED", Tone::failed) + "; nothing was changed";
  if (outcome == "running") return "under way";
  return {outcome, Tone::healthy};
}

std::string approval(const ResultRow& run) {
  const auto person = run.value("approved_by");
  return person ? fmt::format("approved by {}, {} UTC\n", *person, run.time("approved_at")) : "";
}

Text title(const RunDetail& night) {
  const ResultRow run = run_of(night);
  Text text = Text(fmt::format("run {} of {}: ", run.text("run_id"), run.text("dataset"))) +
              outcome_text(outcome_of(night)) + "\n";
  text += fmt::format("valid from {} UTC\n", run.time("as_of"));
  text += fmt::format("started {} UTC, took {}\n", run.time("started_at"), taken(run, "seconds"));
  text += approval(run);
  if (const auto same = run.value("same_as_run_id")) {
    text += fmt::format(
        "its files have the same bytes as those of run {}, which read them and found:\n", *same);
  }
  return text;
}

Text why(const RunDetail& night) {
  const auto error = run_of(night).value("error");
  return error ? heading("why") + fmt::format("  {}\n", *error) : Text();
}

Text files(const RunDetail& night, Width width) {
  if (night.files.empty()) return {};
  Table table({{"feed"},
               {.heading = "file", .wraps = true},
               {"size", Align::right},
               {"time at the source (UTC)"}});
  for (std::size_t i = 0; i < night.files.size(); ++i) {
    const ResultRow row(night.files, i);
    table.add({row.text("feed"), row.text("name"), console::bytes_text(count(row, "bytes")),
               row.time("source_time")},
              fmt::format("SHA-256 {}", row.text("sha256")));
  }
  return heading("files") + table.text(width);
}

Text guards(const RunDetail& night, Width width) {
  if (night.guards.empty()) return {};
  Table table({{"feed"}, {"guard"}, {"found"}, {"limit"}, {"judgement"}});
  for (std::size_t i = 0; i < night.guards.size(); ++i) {
    const ResultRow row(night.guards, i);
    const bool holds = row.value("holds") == "t";
    table.add({row.text("feed"), row.text("guard"), row.text("found"), row.text("limit"),
               holds ? Text("HOLDS", Tone::held) : Text("passes")});
  }
  return heading("guards") + table.text(width);
}

Text counts(const RunDetail& night, Width width) {
  if (night.counts.empty()) return {};
  std::vector<Table::Column> columns{{"feed"}};
  const std::vector<const char*> names{"read",     "inserted",  "updated", "deleted",
                                       "restored", "unchanged", "rejected"};
  for (const char* name : names) columns.push_back({name, Align::right});
  Table table(std::move(columns));
  for (std::size_t i = 0; i < night.counts.size(); ++i) {
    const ResultRow row(night.counts, i);
    std::vector<Text> cells{row.text("feed")};
    for (const char* name : names) cells.emplace_back(row.number(name));
    table.add(std::move(cells));
  }
  const bool is_held = outcome_of(night) == "held";
  return heading(is_held ? "what it would do" : "counts") + table.text(width);
}

/// Whether the feed was read from several files.
bool has_parts(const RunDetail& night, std::string_view feed) {
  int files = 0;
  for (std::size_t i = 0; i < night.files.size(); ++i) {
    if (ResultRow(night.files, i).value("feed") == feed) ++files;
  }
  return files > 1;
}

std::string place_of(const RunDetail& night, const ResultRow& reject) {
  std::string line = reject.text("line");
  if (!has_parts(night, reject.text("feed"))) return line;
  return fmt::format("{} of {}", line, reject.text("file"));
}

Text rejects(const RunDetail& night, Width width) {
  if (night.rejects.empty()) return {};
  Table table({{"feed"}, {"reason"}, {"times", Align::right}, {"first in line", Align::right}});
  for (std::size_t i = 0; i < night.rejects.size(); ++i) {
    const ResultRow row(night.rejects, i);
    table.add({row.text("feed"), row.text("reason"), row.number("times"), place_of(night, row)},
              console::shortened(row.text("detail"), detail_width));
  }
  return heading("rejected records") + table.text(width) +
         fmt::format("all of them: nightjar rejects {}\n", run_of(night).text("run_id"));
}

/// How many rows of a feed the night would handle in this way.
std::uint64_t rows_of(const RunDetail& night, std::string_view feed, const std::string& op) {
  const std::string column = op + (op.back() == 'e' ? "d" : "ed");
  for (std::size_t i = 0; i < night.counts.size(); ++i) {
    const ResultRow row(night.counts, i);
    if (row.value("feed") == feed) return count(row, column);
  }
  return 0;
}

std::string participle(const std::string& op) {
  if (op == "update") return "changed";
  if (op == "insert") return "added";
  return op == "delete" ? "deleted" : "restored";
}

Text examples(const RunDetail& night) {
  Text text;
  std::string last;
  for (std::size_t i = 0; i < night.examples.size(); ++i) {
    const ResultRow row(night.examples, i);
    const std::string op = row.text("op");
    const std::string what = fmt::format("would be {} in {}", participle(op), row.text("feed"));
    if (what != last) {
      text += heading(fmt::format("{}: {}, such as", what,
                                  console::counted(rows_of(night, row.text("feed"), op), "row")));
    }
    last = what;
    text += Text("  ") +
            console::shortened(fmt::format("{}: {}", row.text("key"), row.text("cells")),
                               example_width) +
            "\n";
  }
  return text;
}

Text seconds(const RunDetail& night, Width width) {
  if (night.counts.empty()) return {};
  Table table(
      {{"feed"}, {"compare", Align::right}, {"match", Align::right}, {"publish", Align::right}});
  for (std::size_t i = 0; i < night.counts.size(); ++i) {
    const ResultRow row(night.counts, i);
    table.add({row.text("feed"), taken(row, "compare_seconds"), taken(row, "match_seconds"),
               taken(row, "publish_seconds")});
  }
  return heading("time by stage") +
         fmt::format("waiting for the files, and fetching them: {}\n",
                     taken(run_of(night), "pick_up_seconds")) +
         table.text(width);
}

/// Of a held night, whether any record was accepted.
bool loads_something(const RunDetail& night) {
  for (std::size_t i = 0; i < night.counts.size(); ++i) {
    const ResultRow row(night.counts, i);
    if (count(row, "read") > count(row, "rejected")) return true;
  }
  return false;
}

std::string remedy_of_held(const RunDetail& night) {
  const ResultRow run = run_of(night);
  const std::string again = fmt::format("nightjar run {}", run.text("dataset"));
  if (const auto later = run.value("overtaken_by_run_id")) {
    return fmt::format("nothing: run {0} is newer: nightjar show {0}", *later);
  }
  if (const auto remedy = run.value("remedy")) return std::string(*remedy);
  if (!loads_something(night)) {
    return fmt::format("nothing of it can be loaded: have the vendor deliver the files, then: {}",
                       again);
  }
  return fmt::format(
      "are these changes right? then load them: nightjar approve {}\n"
      "  if not, have the vendor correct the files, then: {}",
      run.text("run_id"), again);
}

std::string remedy_of(const RunDetail& night) {
  const ResultRow run = run_of(night);
  const std::string outcome = outcome_of(night);
  if (outcome == "held") return remedy_of_held(night);
  if (outcome == "failed") return run.text("remedy");
  if (outcome == "interrupted") {
    return fmt::format("run it again; nothing was changed: nightjar run {}", run.text("dataset"));
  }
  if (outcome == "running") return "nothing; nightjar status estimates when it will be done";
  return "nothing";
}

Text what_to_do(const RunDetail& night) {
  const std::string remedy = remedy_of(night);
  return remedy == "-" ? Text() : heading("what to do") + fmt::format("  {}\n", remedy);
}

}  // namespace

Text text_of(const RunDetail& night, Width width) {
  return title(night) + why(night) + files(night, width) + guards(night, width) +
         counts(night, width) + rejects(night, width) + examples(night) + seconds(night, width) +
         what_to_do(night);
}

}  // namespace nightjar::daemon
