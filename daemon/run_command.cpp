#include <cstdio>
#include <cstdlib>

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

std::string closing_table(const Report& report) {
  Table table({{"feed"},
               {"read", Align::right},
               {"inserted", Align::right},
               {"updated", Align::right},
               {"deleted", Align::right},
               {"restored", Align::right},
               {"unchanged", Align::right},
               {"duplicates", Align::right},
               {"rejected", Align::right},
               {"bytes", Align::right},
               {"seconds", Align::right}});
  for (const night::FeedReport& feed : report.feeds) {
    const feed::Counts& counts = feed.counts;
    table.add({feed.feed, with_commas(counts.read), with_commas(counts.inserted),
               with_commas(counts.updated), with_commas(counts.deleted),
               with_commas(counts.restored), with_commas(counts.unchanged),
               with_commas(counts.duplicates), with_commas(counts.rejected), bytes_text(feed.bytes),
               format("{:.2f}", feed.compare_seconds + feed.match_seconds + feed.publish_seconds)});
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
