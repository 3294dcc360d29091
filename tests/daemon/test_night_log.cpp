#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

#include "daemon/night_log.hpp"
#include "support/captured_output.hpp"
#include "support/catch.hpp"

using namespace nightjar;
using namespace std::chrono_literals;
using Catch::Contains;
using daemon::ActivityMonitor;
using daemon::NightLog;
using daemon::ServiceSignal;
using daemon::ServiceStopping;

namespace {

/// The log of a dataset's nights, as lines of JSON.
struct Told {
  /// What standard error got.
  template <class Act>
  std::string from(Act&& act) {
    const support::CapturedOutput captured;
    logging::Log log(logging::Form::json);
    NightLog night_log("shop", log, activity, signal);
    std::forward<Act>(act)(night_log);
    return captured.errors();
  }

  ActivityMonitor activity;
  ServiceSignal signal;
};

ledger::Report report_of(ledger::Outcome outcome) {
  ledger::Report report;
  report.dataset = "shop";
  report.outcome = outcome;
  report.seconds = 1.5;
  return report;
}

}  // namespace

TEST_CASE("The log has a night from its first line to its last") {
  Told told;
  const std::string lines = told.from([&](NightLog& log) {
    log.begun(7);
    log.stage("comparing", "shop.items");
    CHECK(told.activity.status() == "shop: comparing shop.items");
    log.progress(1, 4);
    CHECK(told.activity.status() == "shop: comparing shop.items, 25 %");
    log.progress(5, 0);  // of unknown size
    CHECK(told.activity.status() == "shop: comparing shop.items, 25 %");
    log.stage("publishing", {});
    CHECK(told.activity.status() == "shop: publishing");
    log.tick();
    auto report = report_of(ledger::Outcome::loaded);
    report.feeds.resize(2);
    report.feeds[0].counts.read = 3;
    report.feeds[1].counts.read = 4;
    report.feeds[0].bytes = 100;
    log.finished(report);
  });
  CHECK_THAT(lines, Contains(R"("event":"run_started","msg":"a night begins","run_id":7)"));
  CHECK_THAT(lines, Contains(R"("event":"stage_started","msg":"comparing","run_id":7,)"
                             R"("dataset":"shop","feed":"shop.items","stage":"comparing")"));
  CHECK_THAT(lines, Contains(R"("event":"run_finished","msg":"the night is loaded")") &&
                        Contains(R"("rows":7)") && Contains(R"("bytes":100)") &&
                        Contains(R"("outcome":"loaded")"));
}

TEST_CASE("A night that was held, or failed, says why, and what to do") {
  Told told;
  auto report = report_of(ledger::Outcome::held);
  report.reasons = {"too many deletions", "too many rejects"};
  report.remedy = "look at it";
  CHECK_THAT(told.from([&](NightLog& log) {
    log.begun(7);
    log.finished(report);
  }),
             Contains(R"("level":"warning","event":"run_finished")") &&
                 Contains("the night is held: too many deletions; too many rejects") &&
                 Contains(R"("hint":"look at it")"));
  report.outcome = ledger::Outcome::failed;
  report.sqlstate = "57P01";
  report.curl_code = 67;
  CHECK_THAT(told.from([&](NightLog& log) {
    log.begun(7);
    log.stage("loading", "shop.items");
    log.finished(report);
  }),
             Contains(R"("level":"error","event":"run_finished")") &&
                 Contains("the night failed, and nothing was changed") &&
                 Contains(R"("stage":"loading")") && Contains(R"("sqlstate":"57P01")") &&
                 Contains(R"("curl_code":67)"));
}

TEST_CASE("What kept a night from beginning is told as that, once as long as it repeats") {
  Told told;
  auto report = report_of(ledger::Outcome::failed);
  report.cause =
      GENERATE(ledger::Cause::not_needed, ledger::Cause::refused_before, ledger::Cause::transient);
  const std::string level = report.cause == ledger::Cause::not_needed       ? "info"
                            : report.cause == ledger::Cause::refused_before ? "warning"
                                                                            : "error";
  const std::string lines = told.from([&](NightLog& log) {
    for (int i = 0; i < 3; ++i) log.finished(report);
  });
  CHECK_THAT(lines, Contains(R"("level":")" + level + R"(","event":"night_not_started")"));
  CHECK(std::count(lines.begin(), lines.end(), '\n') == 2);  // the 1st and the 2nd
}

TEST_CASE("What a night waits for, tries again and notices stands in the log") {
  Told told;
  Transient timeout("the host is slow", "look at the network");
  timeout.set_curl_code(28);
  const std::string lines = told.from([&](NightLog& log) {
    log.waiting("items.json is not there", *parse_instant("2022-01-01T06:00:00Z"));
    CHECK(told.activity.status() == "shop: waiting for the vendor: items.json is not there");
    log.retrying(timeout, 2, 5s);
    CHECK(told.activity.status() == "shop: waiting to try the transfer again");
    log.notice("shop.items", "an odd line");
    log.stale("shop", "shop.items is 4 days old");
  });
  CHECK_THAT(lines,
             Contains(R"("event":"vendor_late")") && Contains(R"("until":"2022-01-01T06:00:00Z")"));
  CHECK_THAT(lines, Contains(R"("event":"transfer_failed","msg":"the host is slow")") &&
                        Contains(R"("curl_code":28)") && Contains("look at the network"));
  CHECK_THAT(lines, Contains(R"("event":"notice","msg":"an odd line")") &&
                        Contains(R"("feed":"shop.items")"));
  CHECK_THAT(lines, Contains(R"("event":"vendor_stale")") && Contains("4 days old"));
}

TEST_CASE("A night that was cut off is told once, and not if its end was told already") {
  Told told;
  const std::string lines = told.from([&](NightLog& log) {
    log.interrupted(6, "the process was killed");
    log.begun(7);
    log.finished(report_of(ledger::Outcome::failed));
    log.interrupted(7, "the session was lost");
  });
  CHECK_THAT(lines, Contains("the process was killed") && Contains(R"("run_id":6)") &&
                        !Contains("the session was lost"));
}

TEST_CASE("A night ends at its next step when the service stops") {
  Told told;
  static_cast<void>(told.from([&](NightLog& log) {
    told.signal.stop();
    CHECK_THROWS_AS(log.stage("comparing", {}), ServiceStopping);
    CHECK_THROWS_AS(log.progress(1, 2), ServiceStopping);
    CHECK_THROWS_AS(log.tick(), ServiceStopping);
  }));
}
