#include "night/ledger.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/format.hpp"
#include "feed/fingerprinter.hpp"
#include "night/dataset_lock.hpp"
#include "night/sql.hpp"

namespace nightjar::night {
namespace {

postgres::Parameters closing(const Report& report) {
  postgres::Parameter reasons;
  for (const std::string& reason : report.reasons) {
    reasons = reasons ? *reasons + "; " + reason : reason;
  }
  const bool has_failed = report.outcome == Outcome::failed;
  postgres::Parameter remedy;
  if (!report.remedy.empty() && (has_failed || report.needs_correction)) remedy = report.remedy;
  if (reasons && remedy && has_failed) *reasons += format(" ({})", *remedy);
  postgres::Parameter guards;
  if (!report.guards.empty()) guards = guards_json(report);
  return {std::to_string(report.run_id.value()),
          std::string(name_of(report.outcome)),
          reasons,
          feeds_json(report),
          guards,
          remedy};
}

void note_times(Report& report, const postgres::Result& closed) {
  if (closed.empty()) return;
  report.started_at = instant_of(closed.text(0, 0));
  report.finished_at = instant_of(closed.text(0, 1));
}

}  // namespace

Instant instant_of(std::string_view text) {
  return parse_instant(std::string(text) + ":00").value();
}

NightTimes times_of_nights(postgres::Executor& database, const std::string& dataset,
                           Instant since) {
  const auto found = database.query(sql::night_times, {dataset, to_string(since)});
  const auto instant = [&](std::size_t column) {
    return found.value(0, column) ? std::optional(instant_of(found.text(0, column))) : std::nullopt;
  };
  return {instant(0), instant(1), instant(2), instant(3)};
}

std::vector<Interrupted> close_interrupted(postgres::Connection& database,
                                           const std::string& dataset) {
  if (!database.query(sql::is_running, {dataset}).is_true(0, 0)) return {};
  try {
    const DatasetLock lock(database, dataset);
    return Ledger(database).close_interrupted(dataset);
  } catch (const UnderWay&) {
    return {};
  }
}

std::vector<Interrupted> Ledger::close_interrupted(const std::string& dataset) {
  const auto closed = database_.query(sql::close_interrupted, {dataset});
  std::vector<Interrupted> nights;
  for (std::size_t i = 0; i < closed.size(); ++i) {
    nights.push_back({closed.integer(i, 0), closed.text(i, 1)});
  }
  return nights;
}

Run Ledger::open(const std::string& dataset, Instant as_of) {
  const auto opened = database_.query(sql::open_run, {dataset, to_string(as_of)});
  return {opened.integer(0, 0), dataset, as_of, opened.text(0, 1)};
}

std::optional<Run> Ledger::find(std::int64_t run_id) {
  const auto found = database_.query(sql::find_run, {std::to_string(run_id)});
  if (found.empty()) return std::nullopt;
  return Run{run_id, found.text(0, 0), instant_of(found.text(0, 1)), found.text(0, 3),
             found.is_true(0, 4)};
}

Run Ledger::find_held(std::int64_t run_id) {
  const auto found = database_.query(sql::find_run, {std::to_string(run_id)});
  if (found.empty()) {
    throw UsageError(format("there is no run {}", run_id), "`nightjar runs` lists them");
  }
  if (found.value(0, 2) != "held") {
    throw UsageError(format("run {} is not held: it is {}", run_id, found.text(0, 2)),
                     "only a night that a guard held can be approved");
  }
  return {run_id, found.text(0, 0), instant_of(found.text(0, 1)), found.text(0, 3)};
}

void Ledger::forget_attempt(const Run& run) {
  database_.query(sql::forget_attempt, {std::to_string(run.id)});
}

void Ledger::refuse_going_back(const Run& run, const Clocks& clocks) {
  const auto newest = database_.query(sql::newest_night, {run.dataset});
  if (newest.empty()) return;
  const Instant latest = instant_of(newest.text(0, 1));
  if (run.as_of > latest) return;
  throw Error(format("a night of {} cannot be valid from {}: run {} is valid from {}", run.dataset,
                     to_string(run.as_of), newest.text(0, 0), to_string(latest)),
              is_far_ahead(latest, clocks)
                  ? "that night lies in the future: docs/operations.md tells the way back, under "
                    "\"A night from the future\""
                  : "history is only ever added to: give a later --as-of");
}

void Ledger::refuse_overtaken(const Run& run) {
  const auto later = database_.query(sql::overtaking_night, {run.dataset, std::to_string(run.id)});
  if (later.empty()) return;
  throw Error(format("run {} can no longer be approved: run {} has come after it, and is {}",
                     run.id, later.text(0, 0), later.text(0, 1)),
              later.value(0, 1) == "held" ? format("nightjar approve {}", later.text(0, 0))
                                          : "run the dataset again");
}

void Ledger::refuse_pointless(const Run& run, const feed::Dataset& dataset) {
  const auto fitting = database_.query(sql::fitting_records, {std::to_string(run.id)});
  if (fitting.integer(0, 0) > 0) return;
  const std::string mending = correction_of(dataset, mismatches(fitting.integer(0, 1), {}));
  throw UsageError(
      format("run {} cannot be approved: it would load nothing at all, since no record was taken",
             run.id),
      !mending.empty() ? mending
                       : format("have the vendor deliver the files, then: nightjar run {}; where "
                                "empty files are right, say so in {}, under the feed: guards: "
                                "{{allow_empty: true}}",
                                run.dataset, dataset.file.string()));
}

std::vector<DefinitionMismatch> Ledger::mismatches(std::int64_t run_id,
                                                   const postgres::Parameter& feeds) {
  const auto found = database_.query(sql::mismatches, {std::to_string(run_id), feeds});
  std::vector<DefinitionMismatch> mismatches;
  for (std::size_t i = 0; i < found.size(); ++i) {
    mismatches.push_back({found.text(i, 0), found.text(i, 1), found.text(i, 2), found.text(i, 3),
                          found.text(i, 4), found.text(i, 5), found.text(i, 6)});
  }
  return mismatches;
}

void Ledger::add_example(const Run& run, const feed::Definition& feed,
                         const loading::Example& example) {
  database_.query(sql::add_example,
                  {std::to_string(run.id), feed.name(), example.op, example.json});
}

void Ledger::add_dump(const Run& run, const Dump& dump) {
  const auto text_or_null = [](const std::string& text) {
    return text.empty() ? postgres::Parameter() : postgres::Parameter(text);
  };
  const Instant modified = dump.modified.value_or(dump.identity.modified);
  database_.query(sql::add_dump,
                  {std::to_string(run.id), dump.definition->name(), dump.name,
                   std::to_string(dump.identity.bytes), to_string(modified),
                   text_or_null(dump.sha256), text_or_null(dump.definition->file.member)});
}

void Ledger::note_archived(const Run& run, const std::string& name, const std::string& sha256,
                           const std::string& place) {
  database_.query(sql::note_archived, {std::to_string(run.id), name, sha256, place});
}

std::vector<FeedFile> Ledger::files_of(std::int64_t run_id) {
  const auto found = database_.query(sql::dumps_of_run, {std::to_string(run_id)});
  std::vector<FeedFile> files;
  for (std::size_t i = 0; i < found.size(); ++i) {
    files.push_back({found.text(i, 0), found.text(i, 1)});
  }
  return files;
}

std::optional<LoadedFile> Ledger::newest_file(const Run& run, const feed::Definition& feed) {
  const auto found = database_.query(sql::newest_file, {run.dataset, feed.name()});
  if (found.empty()) return std::nullopt;
  LoadedFile file{found.integer(0, 0), found.text(0, 1), std::nullopt};
  if (found.value(0, 2)) file.modified = instant_of(found.text(0, 2));
  return file;
}

std::set<std::string> Ledger::awaiting_approval() {
  const auto found = database_.query(sql::awaiting_approval);
  std::set<std::string> nights;
  for (std::size_t i = 0; i < found.size(); ++i) nights.insert(found.text(i, 0));
  return nights;
}

std::optional<std::vector<FeedReport>> Ledger::same_as_newest(const Run& run, const Dumps& dumps) {
  const bool all_known = !dumps.files.empty() && dumps.missing.empty() &&
                         std::none_of(dumps.files.begin(), dumps.files.end(),
                                      [](const Dump& dump) { return dump.sha256.empty(); });
  if (!all_known) return std::nullopt;
  const auto newest = database_.query(sql::newest_dumps, {run.dataset});
  std::vector<FeedReport> reports;
  for (const Dump& dump : dumps.files) {
    const feed::Definition& feed = *dump.definition;
    std::size_t at = 0;
    while (at < newest.size() && newest.text(at, 0) != feed.name()) ++at;
    const bool is_same = at < newest.size() && newest.text(at, 1) == dump.sha256 &&
                         newest.text(at, 2) == feed.file.member;
    if (!is_same || newest.integer(at, 5) + newest.integer(at, 6) > 0) return std::nullopt;
    if (state_of(feed).digest != feed::digest_of(feed)) return std::nullopt;
    FeedReport report;
    report.feed = feed.name();
    report.bytes = dump.identity.bytes;
    report.counts.read = static_cast<std::uint64_t>(newest.integer(at, 3));
    report.counts.duplicates = static_cast<std::uint64_t>(newest.integer(at, 4));
    report.counts.unchanged = report.counts.read - report.counts.duplicates;
    reports.push_back(std::move(report));
  }
  return reports;
}

std::optional<Refusal> Ledger::newest_refusal(const feed::Dataset& dataset) {
  const auto found = database_.query(sql::newest_refusal, {dataset.name, dataset.digest});
  if (found.empty()) return std::nullopt;
  Refusal refusal{found.integer(0, 0),
                  found.integer(0, 2),
                  found.text(0, 1) == "held" ? Outcome::held : Outcome::failed,
                  found.text(0, 3),
                  {}};
  for (std::size_t i = 0; i < found.size(); ++i) {
    refusal.files.push_back({found.text(i, 4), found.text(i, 5), found.text(i, 6),
                             static_cast<std::uint64_t>(found.integer(i, 7)),
                             instant_of(found.text(i, 8)), found.text(i, 9)});
  }
  return refusal;
}

void Ledger::note_refused(const Run& run, const feed::Dataset& dataset,
                          std::optional<std::int64_t> read_by_run_id) {
  const postgres::Parameter read_by =
      read_by_run_id ? postgres::Parameter(std::to_string(*read_by_run_id)) : std::nullopt;
  database_.query(sql::note_refused, {std::to_string(run.id), dataset.digest, read_by});
}

void Ledger::withdraw(const Run& run) {
  database_.query(sql::withdraw_run, {std::to_string(run.id)});
}

void Ledger::close(Report& report) {
  note_times(report, database_.query(sql::close_run, closing(report)));
}

void Ledger::close(postgres::Transaction& transaction, Report& report) {
  note_times(report, transaction.query(sql::close_run, closing(report)));
}

void Ledger::approve(postgres::Transaction& transaction, const Run& run,
                     const std::string& person) {
  transaction.query(sql::approve_run, {std::to_string(run.id), person});
}

void Ledger::refresh_summaries(postgres::Transaction& transaction, const Run& run, Report& report) {
  transaction.query(sql::refresh_summaries, {run.dataset, std::to_string(run.id)});
  note_times(report, transaction.query(sql::finish_run, {std::to_string(run.id)}));
}

FeedState Ledger::state_of(const feed::Definition& feed) {
  const auto found = database_.query(sql::feed_state, {feed.name()});
  if (found.empty()) {
    throw Misconfigured(format("the database does not know the feed {}", feed.name()),
                        "write the migration that creates its table (`nightjar scaffold` prints "
                        "it), then run `nightjar migrate`");
  }
  FeedState state;
  if (found.value(0, 0)) state.digest = found.text(0, 0);
  if (found.value(0, 1)) state.token = found.text(0, 1);
  state.next_row_id = found.integer(0, 2);
  if (found.value(0, 3)) state.ends_with_line_end = found.is_true(0, 3);
  return state;
}

std::string Ledger::set_state(postgres::Executor& database, const feed::Definition& feed,
                              const FeedState& state, std::optional<std::int64_t> run_id) {
  postgres::Parameter run;
  if (run_id) run = std::to_string(*run_id);
  postgres::Parameter line_end;
  if (state.ends_with_line_end) line_end = *state.ends_with_line_end ? "true" : "false";
  return database
      .query(sql::set_feed_state,
             {feed.name(), state.digest, std::to_string(state.next_row_id), run, line_end})
      .text(0, 0);
}

}  // namespace nightjar::night
