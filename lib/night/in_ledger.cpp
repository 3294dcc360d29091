#include "night/in_ledger.hpp"

#include <chrono>
#include <exception>

#include "base/error.hpp"
#include "base/utf8.hpp"
#include "night/beginning.hpp"
#include "night/refusal.hpp"
#include "night/stopwatch.hpp"

namespace nightjar::night {

using ledger::Cause;

namespace {

Cause cause_of(const std::exception& failure) {
  if (dynamic_cast<const NotNeeded*>(&failure) != nullptr) return Cause::not_needed;
  if (dynamic_cast<const RefusedBefore*>(&failure) != nullptr) return Cause::refused_before;
  if (dynamic_cast<const Transient*>(&failure) != nullptr) return Cause::transient;
  if (dynamic_cast<const BadDump*>(&failure) != nullptr) return Cause::bad_dump;
  if (dynamic_cast<const Misconfigured*>(&failure) != nullptr) return Cause::misconfigured;
  return Cause::fault;
}

/// Writes a failure into the report, in text that PostgreSQL and a line of JSON can store, and for
/// a RefusedBefore the night that refused.
void fail(ledger::Report& report, const std::exception& failure) {
  report.outcome = ledger::Outcome::failed;
  report.reasons = {readable(failure.what())};
  report.cause = cause_of(failure);
  report.remedy = "this is a bug in the program: report the complete message";
  if (const auto* error = dynamic_cast<const Error*>(&failure)) {
    report.remedy = readable(error->remedy());
    report.sqlstate = error->sqlstate();
    report.curl_code = error->curl_code();
  }
  if (const auto* before = dynamic_cast<const RefusedBefore*>(&failure)) {
    report.outcome = before->outcome();
    report.run_id = before->run_id();
  }
}

/// How long a night took by the ledger's times; by its own if it is not in the ledger.
double seconds_in_ledger(const ledger::Report& report) {
  if (!report.started_at || !report.finished_at) return report.whole_seconds;
  return std::chrono::duration<double>(*report.finished_at - *report.started_at).count();
}

}  // namespace

ledger::Report in_ledger(const config::Settings& settings, const feed::Dataset& dataset,
                         Instant as_of, NightObserver& observer,
                         const std::function<void(LockedDataset&)>& stages) {
  const auto start = std::chrono::steady_clock::now();
  ledger::Report report;
  report.dataset = dataset.name;
  report.as_of = as_of;
  try {
    LockedDataset locked(settings, dataset, observer, report);
    try {
      stages(locked);
    } catch (const std::exception& error) {
      fail(report, error);
      locked.note_failure();
    }
    if (locked.is_taken_up()) report.started_at.reset();  // that was an earlier attempt
  } catch (const std::exception& error) {
    fail(report, error);
  }
  if (report.whole_seconds == 0) report.whole_seconds = seconds_since(start);
  report.seconds = seconds_in_ledger(report);
  return report;
}

}  // namespace nightjar::night
