#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/format.hpp"
#include "commands.hpp"
#include "console/table.hpp"
#include "console/words.hpp"
#include "json/document.hpp"
#include "night/file_check.hpp"
#include "reject_table.hpp"

namespace nightjar::daemon {
namespace {

using console::Table;
using console::Text;
using console::Tone;

/// A person sees the first; a file that does not fit at all has one for each record.
constexpr std::size_t shown_rejects = 20;

void require_both(const FileOptions& options) {
  if (!options.file.empty() && !options.feed.empty()) return;
  throw UsageError(
      options.file.empty() ? "--file is required with a feed" : "the feed is required with --file",
      "write `nightjar check --file FILE DATASET.FEED`");
}

bool would_be_held(const night::FileCheck& check) {
  return std::any_of(check.guards.begin(), check.guards.end(),
                     [](const ledger::Guard& guard) { return guard.holds; });
}

/// A count of what is not a record; nothing if there is none.
std::string skipped(std::uint64_t count, std::string_view what) {
  return count == 0 ? "" : fmt::format("{}, skipped: {}\n", what, console::with_commas(count));
}

Text text_of_counts(const feed::Counts& counts) {
  return fmt::format("{} read: {} fit, {} duplicates, {} rejected\n",
                     console::counted(counts.read, "record"), console::with_commas(counts.inserted),
                     console::with_commas(counts.duplicates),
                     console::with_commas(counts.rejected)) +
         skipped(counts.blank, "rows of empty fields only") +
         skipped(counts.repeated_headers, "header lines among the records") +
         skipped(counts.byte_order_marks, "byte order marks in front of records");
}

Text table_of(const std::vector<night::FileReject>& rejects, std::optional<std::size_t> width) {
  Table table(reject_columns());
  for (const night::FileReject& reject : rejects) {
    add_reject(table,
               {Text(std::to_string(reject.line)), Text(std::to_string(reject.offset)),
                Text(std::string(name_of(reject.violation.reason)))},
               reject.violation.detail, reject.raw);
  }
  return table.text(width);
}

Text text_of(const night::FileCheck& check, std::optional<std::size_t> width) {
  Text text = text_of_counts(check.counts);
  if (!check.rejects.empty()) text += "\n" + table_of(check.rejects, width);
  if (check.counts.rejected > check.rejects.size()) {
    text += fmt::format("\nthe first {} of {}\n", check.rejects.size(),
                        console::with_commas(check.counts.rejected));
  }
  for (const ledger::Guard& guard : check.guards) {
    if (!guard.holds) continue;
    text += Text("\na night would be ") + Text("HELD", Tone::held) +
            fmt::format(": {}\n", guard.reason);
  }
  return text;
}

json::Document document_of(const night::FileReject& reject) {
  return {{"line", reject.line},
          {"position", reject.offset},
          {"reason", name_of(reject.violation.reason)},
          {"detail", reject.violation.detail},
          {"raw", reject.raw}};
}

std::string json_of(const FileOptions& options, const night::FileCheck& check) {
  const feed::Counts& counts = check.counts;
  json::Document held = json::Document::array();
  for (const ledger::Guard& guard : check.guards) {
    if (guard.holds) held.push_back(guard.reason);
  }
  return json::dump(json::Document{{"file", options.file},
                                   {"feed", options.feed},
                                   {"ok", held.empty()},
                                   {"read", counts.read},
                                   {"fit", counts.inserted},
                                   {"duplicates", counts.duplicates},
                                   {"rejected", counts.rejected},
                                   {"blank", counts.blank},
                                   {"repeated_headers", counts.repeated_headers},
                                   {"byte_order_marks", counts.byte_order_marks},
                                   {"held", held},
                                   {"rejects", json::array_of(check.rejects, document_of)}});
}

}  // namespace

ExitCode check_file(const config::Settings& settings, const FileOptions& options,
                    Console& console) {
  require_both(options);
  const auto [dataset, feed] = config::find_feed(settings, options.feed);
  const auto check = night::check_file(feed, options.file, dataset.source.limits, shown_rejects);
  if (console.output() == console::Output::json) {
    console.answer(json_of(options, check));
  } else {
    console.say(text_of(check, console.width()));
  }
  return would_be_held(check) ? ExitCode::held : ExitCode::done;
}

}  // namespace nightjar::daemon
