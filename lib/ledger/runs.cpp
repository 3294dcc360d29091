#include "ledger/runs.hpp"

#include "base/error.hpp"
#include "base/format.hpp"
#include "ledger/dataset_lock.hpp"
#include "ledger/sql.hpp"

namespace nightjar::ledger {
namespace {

postgres::Parameters closing(const Report& report) {
  postgres::Parameter reasons;
  if (!report.reasons.empty()) reasons = fmt::format("{}", fmt::join(report.reasons, "; "));
  const bool has_failed = report.outcome == Outcome::failed;
  postgres::Parameter remedy;
  if (!report.remedy.empty() && (has_failed || report.needs_correction)) remedy = report.remedy;
  if (reasons && remedy && has_failed) *reasons += fmt::format(" ({})", *remedy);
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

/// The night that a query found, if any.
std::optional<FoundRun> found_by(postgres::Executor& database, const postgres::Result& run_id) {
  return run_id.empty() ? std::nullopt : find_run(database, run_id.integer(0, 0));
}

}  // namespace

Instant instant_of(std::string_view text) {
  return parse_instant(std::string(text) + ":00").value();
}

Run open_run(postgres::Executor& database, const std::string& dataset, Instant as_of) {
  const auto opened = database.query(sql::open_run, {dataset, to_string(as_of)});
  return {opened.integer(0, 0), dataset, as_of, opened.text(0, 1)};
}

void note_stage(postgres::Executor& database, std::int64_t run_id, const std::string& stage) {
  database.query(sql::note_stage, {std::to_string(run_id), stage});
}

void note_waiting(postgres::Executor& database, std::int64_t run_id,
                  const std::optional<std::string>& reason) {
  database.query(sql::note_waiting, {std::to_string(run_id), reason});
}

bool close_run(postgres::Executor& database, Report& report) {
  const auto closed = database.query(sql::close_run, closing(report));
  note_times(report, closed);
  return !closed.empty();
}

void finish_run(postgres::Executor& database, const Run& run, Report& report) {
  note_times(report, database.query(sql::finish_run, {std::to_string(run.id)}));
}

void approve_run(postgres::Executor& database, const Run& run, const std::string& person) {
  database.query(sql::approve_run, {std::to_string(run.id), person});
}

void withdraw_run(postgres::Executor& database, const Run& run) {
  database.query(sql::withdraw_run, {std::to_string(run.id)});
}

void forget_attempt(postgres::Executor& database, const Run& run) {
  database.query(sql::forget_attempt, {std::to_string(run.id)});
}

std::vector<Interrupted> close_interrupted(postgres::Executor& database,
                                           const std::string& dataset) {
  const auto closed = database.query(sql::close_interrupted, {dataset});
  std::vector<Interrupted> nights;
  for (std::size_t i = 0; i < closed.size(); ++i) {
    nights.push_back({closed.integer(i, 0), closed.text(i, 1)});
  }
  return nights;
}

std::vector<Interrupted> close_interrupted_if_free(postgres::Connection& database,
                                                   const std::string& dataset) {
  if (!database.query(sql::is_running, {dataset}).is_true(0, 0)) return {};
  try {
    const DatasetLock lock(database, dataset);
    return close_interrupted(database, dataset);
  } catch (const UnderWay&) {
    return {};
  }
}

std::optional<FoundRun> find_run(postgres::Executor& database, std::int64_t run_id) {
  const auto found = database.query(sql::find_run, {std::to_string(run_id)});
  if (found.empty()) return std::nullopt;
  return FoundRun{{found.integer(0, 0), found.text(0, 1), instant_of(found.text(0, 2)),
                   found.text(0, 4), found.is_true(0, 5)},
                  found.text(0, 3)};
}

std::optional<FoundRun> newest_night(postgres::Executor& database, const std::string& dataset) {
  return found_by(database, database.query(sql::newest_night, {dataset}));
}

std::optional<FoundRun> overtaking_night(postgres::Executor& database, const Run& held) {
  return found_by(database,
                  database.query(sql::overtaking_night, {held.dataset, std::to_string(held.id)}));
}

NightTimes times_of_nights(postgres::Executor& database, const std::string& dataset,
                           Instant since) {
  const auto found = database.query(sql::night_times, {dataset, to_string(since)});
  const auto instant = [&](std::size_t column) {
    return found.value(0, column) ? std::optional(instant_of(found.text(0, column))) : std::nullopt;
  };
  return {instant(0), instant(1), instant(2), instant(3)};
}

std::optional<std::string> staleness(postgres::Executor& database, const std::string& dataset) {
  const auto found = database.query(sql::stale, {dataset});
  return found.empty() ? std::nullopt : std::optional(found.text(0, 0));
}

}  // namespace nightjar::ledger
