#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <utility>
#include <vector>

#include <unistd.h>

#include "base/error.hpp"
#include "base/format.hpp"
#include "commands.hpp"
#include "night/night.hpp"
#include "table.hpp"
#include "terminal.hpp"

namespace nightjar::daemon {
namespace {

using night::Outcome;
using night::Report;

/// A count of what most nights have none of, shown only where a feed has some.
bool any_blank(const Report& report) {
  return std::any_of(report.feeds.begin(), report.feeds.end(),
                     [](const night::FeedReport& feed) { return feed.counts.blank > 0; });
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

std::string closing_table(const Report& report) {
  Table table(headings(report));
  for (const night::FeedReport& feed : report.feeds) {
    const feed::Counts& counts = feed.counts;
    std::vector<std::string> cells{feed.feed};
    for (const std::uint64_t count :
         {counts.read, counts.inserted, counts.updated, counts.deleted, counts.restored,
          counts.unchanged, counts.duplicates, counts.rejected}) {
      cells.push_back(with_commas(count));
    }
    if (any_blank(report)) cells.push_back(with_commas(counts.blank));
    cells.push_back(bytes_text(feed.bytes));
    cells.push_back(
        format("{:.2f}", feed.compare_seconds + feed.match_seconds + feed.publish_seconds));
    table.add(std::move(cells));
  }
  return table.text();
}

std::uint64_t rejects_of(const Report& report) {
  std::uint64_t rejects = 0;
  for (const night::FeedReport& feed : report.feeds) rejects += feed.counts.rejected;
  return rejects;
}

std::string verdict(const Report& report) {
  const std::string run = report.run_id ? format("run {} of {}", *report.run_id, report.dataset)
                                        : format("a night of {}", report.dataset);
  switch (report.outcome) {
    case Outcome::loaded:
      return format("{}: loaded, valid from {}, in {:.2f} s", run, to_string(report.as_of),
                    report.seconds);
    case Outcome::unchanged:
      return format("{}: nothing has changed, in {:.2f} s", run, report.seconds);
    case Outcome::held:
      return format("{}: HELD, nothing was changed", run);
    case Outcome::failed:
      break;
  }
  return format("{}: FAILED, nothing was changed", run);
}

void print_text(const Report& report) {
  std::fputs((verdict(report) + "\n").c_str(), stdout);
  for (const std::string& reason : report.reasons) {
    std::fputs(format("  {}\n", reason).c_str(), stdout);
  }
  if (report.outcome == Outcome::held) {
    std::fputs(format("  to load it all the same: nightjar approve {}\n", *report.run_id).c_str(),
               stdout);
  }
  if (!report.feeds.empty()) std::fputs(("\n" + closing_table(report)).c_str(), stdout);
  if (report.run_id && rejects_of(report) > 0) {
    std::fputs(
        format("\nwhat was rejected, and why: nightjar rejects {}\n", *report.run_id).c_str(),
        stdout);
  }
}

ExitCode finish(const Report& report, Output output) {
  if (output == Output::json) {
    std::fputs((night::to_json(report) + "\n").c_str(), stdout);
  } else {
    print_text(report);
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
  return format("user {}", ::getuid());
}

}  // namespace

ExitCode run(const config::Settings& settings, const RunOptions& options, Output output) {
  night::Request request{options.dataset, options.source, {}};
  if (options.as_of) {
    request.as_of = parse_instant(*options.as_of);
    if (!request.as_of) {
      throw UsageError(format("--as-of {}: not an instant", *options.as_of),
                       "write it as RFC 3339 has it: 2021-12-25T02:00:00+01:00");
    }
  }
  Report report;
  {
    Terminal terminal;
    report = night::run_night(settings, request, terminal);
  }
  return finish(report, output);
}

ExitCode approve(const config::Settings& settings, std::int64_t run_id, Output output) {
  Report report;
  {
    Terminal terminal;
    report = night::approve_night(settings, run_id, person(), terminal);
  }
  return finish(report, output);
}

}  // namespace nightjar::daemon
