#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/format.hpp"
#include "commands.hpp"
#include "console/table.hpp"
#include "console/words.hpp"
#include "feed/violation.hpp"
#include "json/document.hpp"
#include "json/text.hpp"
#include "ledger/listing.hpp"
#include "ledger_connection.hpp"
#include "ledger_filter.hpp"
#include "reject_table.hpp"

namespace nightjar::daemon {
namespace {

using console::Align;
using console::Table;
using console::Text;
using console::Tone;

constexpr int shown_rejects = 100;

struct Answer {
  ledger::RejectFilter filter;
  std::optional<ledger::Fate> fate;  ///< of the night, if the query is about one
  ledger::Rejects rejects;
};

std::vector<Table::Column> headings(const Answer& answer) {
  std::vector<Table::Column> columns;
  if (!answer.filter.run_id) columns.push_back({"run", Align::right});
  columns.push_back({"feed"});
  if (answer.rejects.of_parts) columns.push_back({"file"});
  const auto place_and_reason = reject_columns();
  columns.insert(columns.end(), place_and_reason.begin(), place_and_reason.end());
  return columns;
}

Text table_of(const Answer& answer, std::optional<std::size_t> width) {
  const postgres::Result& rows = answer.rejects.first.rows;
  Table table(headings(answer));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const ResultRow row(rows, i);
    std::vector<Text> cells;
    if (!answer.filter.run_id) cells.emplace_back(row.text("run_id"));
    cells.emplace_back(row.text("feed"));
    if (answer.rejects.of_parts) cells.emplace_back(row.text("file"));
    for (const char* column : {"line", "position", "reason"}) cells.emplace_back(row.text(column));
    add_reject(table, std::move(cells), row.text("detail"), row.text("raw"));
  }
  return table.text(width);
}

/// The state of a night that a person must know before reading its rejects.
Text text_of_fate(const Answer& answer) {
  if (!answer.fate || answer.fate->outcome != "failed") return {};
  return Text(fmt::format("run {} of {} ", *answer.filter.run_id, answer.fate->dataset)) +
         Text("FAILED", Tone::failed) + fmt::format(": {}\n", answer.fate->error.value_or("-"));
}

std::string text_of_nothing(const Answer& answer) {
  const auto& [run_id, dataset, feed, reason] = answer.filter;
  if (answer.fate && answer.fate->refused > 0 && !feed && !reason) {
    return fmt::format(
        "run {} rejected {}; their list was kept as long as `retention:` says, and has been "
        "removed\n",
        *run_id, console::counted(answer.fate->refused, "record"));
  }
  if (!run_id || dataset || feed || reason) return "no such record was rejected\n";
  const bool failed = answer.fate->outcome == "failed";
  return fmt::format("run {} rejected nothing{}\n", *run_id, failed ? " before it failed" : "");
}

Text text_of(const Answer& answer, std::optional<std::size_t> width) {
  const std::size_t listed = answer.rejects.first.rows.size();
  Text text = text_of_fate(answer);
  if (listed == 0) return text + text_of_nothing(answer);
  if (!text.empty()) text += "\n";
  text += table_of(answer, width);
  if (listed == answer.rejects.in_all) return text;
  return text + fmt::format("\nthe first {} of {}; --limit shows more\n",
                            console::with_commas(listed),
                            console::with_commas(answer.rejects.in_all));
}

std::string json_of(const Answer& answer) {
  json::Document facts = json::Document::object();
  if (answer.fate) {
    const auto& error = answer.fate->error;
    facts = {{"run_id", *answer.filter.run_id},
             {"dataset", answer.fate->dataset},
             {"outcome", answer.fate->outcome},
             {"error", error ? json::Document(*error) : json::Document()}};
  }
  facts["in_all"] = answer.rejects.in_all;
  return json::with_members(json::dump(facts), {{"rejects", answer.rejects.first.json}});
}

/// As in RFC 4180: in quotes, so that no value ends the field.
std::string csv_of(const postgres::Result& rows) {
  std::string text = "run_id,dataset,feed,line,position,reason,detail,raw,file\r\n";
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (std::size_t column = 0; column < rows.columns(); ++column) {
      if (column > 0) text += ',';
      const auto value = rows.value(i, column);
      if (!value) continue;
      text += '"';
      for (const char c : *value) text += c == '"' ? std::string("\"\"") : std::string(1, c);
      text += '"';
    }
    text += "\r\n";
  }
  return text;
}

void require_askable(const RejectsOptions& options, const Console& console) {
  const auto& [run_id, dataset, feed, reason] = options.filter;
  if (!run_id && !dataset && !feed) {
    throw UsageError("run is required, or else --dataset or --feed",
                     "`nightjar runs` lists the nights");
  }
  require_one_of("reason", reason, feed::names_of_reasons());
  if (options.csv && console.output() == console::Output::json) {
    throw UsageError("--csv and --json are two formats for the answer", "keep one of them");
  }
}

/// CSV contains all rejects, the screen the first ones.
std::optional<int> limit_of(const RejectsOptions& options) {
  if (options.limit) return options.limit;
  return options.csv ? std::nullopt : std::optional(shown_rejects);
}

}  // namespace

ExitCode rejects(const config::Settings& settings, const RejectsOptions& options,
                 Console& console) {
  require_askable(options, console);
  LedgerConnection connection(settings, "rejects");
  std::optional<ledger::Fate> fate;
  if (options.filter.run_id) fate = ledger::fate_of(connection.database(), *options.filter.run_id);
  const Answer answer{options.filter, fate,
                      ledger::rejects(connection.database(), options.filter, limit_of(options))};
  if (answer.rejects.in_all == 0) {
    require_configured(settings, answer.filter.dataset, answer.filter.feed);
  }
  if (options.csv) {
    console.document(csv_of(answer.rejects.first.rows));
  } else if (console.output() == console::Output::json) {
    console.answer(json_of(answer));
  } else {
    console.say(text_of(answer, console.width()));
  }
  return ExitCode::done;
}

}  // namespace nightjar::daemon
