#include "night/in_ledger.hpp"

#include "base/format.hpp"
#include "base/utf8.hpp"
#include "night/refusal.hpp"

namespace nightjar::night {

using ledger::Cause;
using ledger::Outcome;

namespace {

Cause cause_of(const std::exception& failure) {
  if (dynamic_cast<const NotNeeded*>(&failure) != nullptr) return Cause::not_needed;
  if (dynamic_cast<const RefusedBefore*>(&failure) != nullptr) return Cause::refused_before;
  if (dynamic_cast<const Transient*>(&failure) != nullptr) return Cause::transient;
  if (dynamic_cast<const BadDump*>(&failure) != nullptr) return Cause::bad_dump;
  if (dynamic_cast<const Misconfigured*>(&failure) != nullptr) return Cause::misconfigured;
  return Cause::fault;
}

}  // namespace

NotNeeded::NotNeeded(const std::string& dataset)
    : Transient(fmt::format("the night of {} that is due has been run already", dataset)) {}

void fail(ledger::Report& report, const std::exception& failure) {
  report.outcome = Outcome::failed;
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

void close_failed(postgres::Executor& database, ledger::Report& report) {
  try {
    ledger::close_run(database, report);
  } catch (const Error& error) {
    report.reasons.push_back(
        readable(fmt::format("the ledger could not be updated: {}", error.what())));
  }
}

double seconds_in_ledger(const ledger::Report& report) {
  if (!report.started_at || !report.finished_at) return report.whole_seconds;
  return std::chrono::duration<double>(*report.finished_at - *report.started_at).count();
}

std::string with_remedy(const Error& error) {
  return readable(error.remedy().empty() ? error.what()
                                         : fmt::format("{} ({})", error.what(), error.remedy()));
}

}  // namespace nightjar::night
