#include <string>

#include "night/shape.hpp"
#include "support/catch.hpp"
#include "support/cutting_proxy.hpp"

using nightjar::ledger::Outcome;
using nightjar::ledger::Report;
using nightjar::support::CuttingProxy;
using nightjar::support::Files;
using nightjar::support::instant_of_day;
using nightjar::support::Items;
using nightjar::support::NightBench;
using nightjar::support::Shape;
using nightjar::support::SilentObserver;
using Cut = nightjar::support::CuttingProxy::Cut;

namespace {

const Shape singles{};
const Shape pairs{.format = nightjar::feed::Format::csv, .key = Shape::Key::compound};

/// The same items in both feeds of a night.
Files files(const Items& items) {
  return {{singles.file(), singles.dump(items)}, {pairs.file(), pairs.dump(items)}};
}

/// What three nights deliver. A record without a number is rejected.
const Files first = files({{"a", "x"}, {"b", "y"}, {"c", "z"}});
const Files second = files({{"a", "other"}, {"b", "y"}, {"d", "new"}, {"e", "z", "many"}});
const Files third = files({{"a", "x"}, {"c", "z"}, {"d", "last"}});

/// An installation whose nights can lose PostgreSQL.
class CutBench : public NightBench {
 public:
  explicit CutBench(const std::string& guards)
      : NightBench(singles.feed(guards) + pairs.feed(guards)) {}

  /// A night by way of the proxy.
  Report cut_night(double day, const Files& dumps, std::size_t session, std::size_t step, Cut cut) {
    deliver(dumps);
    proxy.cut_at(session, step, cut);
    SilentObserver observer;
    return nightjar::night::run_night(by_proxy(), {"shop", {}, instant_of_day(day)}, observer);
  }
  /// An approval by way of the proxy.
  Report cut_approval(std::int64_t run_id, std::size_t session, std::size_t step, Cut cut) {
    const auto held = nightjar::night::find_approvable(settings(), run_id);
    proxy.cut_at(session, step, cut);
    return approve(by_proxy(), held);
  }
  Report approve(std::int64_t run_id) {
    return approve(settings(), nightjar::night::find_approvable(settings(), run_id));
  }

  /// Every version of both feeds and its end, and what each table holds now.
  std::string state() {
    return query(
        "SELECT code, note, amount, valid_from, valid_to FROM shop.singles_history "
        "UNION ALL SELECT left_code, note, amount, valid_from, valid_to FROM shop.pairs_history "
        "UNION ALL SELECT code, note, amount, valid_from, deleted_at FROM shop.singles "
        "UNION ALL SELECT left_code, note, amount, valid_from, deleted_at FROM shop.pairs "
        "ORDER BY 1, 2, 3, 4, 5");
  }
  std::string loaded_nights() {
    return query("SELECT count(*) FROM nightjar.runs WHERE outcome = 'loaded'");
  }
  /// Nights without an end, and rejects of nights that loaded nothing or are not there.
  std::string faults() {
    return query(
        "SELECT run_id FROM nightjar.runs WHERE finished_at IS NULL "
        "UNION ALL SELECT rejects.run_id FROM nightjar.rejects LEFT JOIN nightjar.runs "
        "USING (run_id) WHERE runs.run_id IS NULL");
  }

  CuttingProxy proxy;

 private:
  nightjar::config::Settings by_proxy() {
    nightjar::config::Settings through = settings();
    through.database_url = proxy.url(query("SELECT current_database()"));
    return through;
  }
  static Report approve(const nightjar::config::Settings& settings,
                        const nightjar::ledger::Run& held) {
    SilentObserver observer;
    return nightjar::night::approve_night(settings, held, "ann", observer,
                                          nightjar::night::Future::refused);
  }
};

const std::string lenient = "    guards: {max_deleted_percent: 100, max_rejected_percent: 100}\n";

/// The states of a bench without any cut.
struct Expected {
  std::string before;
  std::string after;
  std::string third_after_before;
  std::string third_after_after;
};

/// A night of the second dump that is cut at any step, and the night after it. It is the first
/// night of all if `is_first`.
class CutNight {
 public:
  explicit CutNight(bool is_first) : is_first_(is_first) {
    begin();
    expected_.before = bench_.state();
    REQUIRE(bench_.night(3, third).outcome == Outcome::loaded);
    expected_.third_after_before = bench_.state();
    begin();
    REQUIRE(bench_.night(2, second).outcome == Outcome::loaded);
    expected_.after = bench_.state();
    REQUIRE(bench_.night(3, third).outcome == Outcome::loaded);
    expected_.third_after_after = bench_.state();
  }

  /// Whether the night was cut, since it has that step.
  bool cut(std::size_t session, std::size_t step, Cut cut) {
    INFO("cut at step " << step << " of session " << session);
    begin();
    const std::string nights_before = bench_.loaded_nights();
    const Report report = bench_.cut_night(2, second, session, step, cut);
    if (!bench_.proxy.has_cut()) return false;
    INFO((report.reasons.empty() ? "" : report.reasons.front()));
    const std::string state = bench_.state();
    const bool is_committed = state == expected_.after;
    REQUIRE((is_committed || state == expected_.before));
    CHECK((bench_.loaded_nights() != nights_before) == is_committed);
    CHECK((report.outcome == Outcome::loaded) == is_committed);
    if (report.outcome == Outcome::failed) CHECK_FALSE(report.remedy.empty());

    const Report next = bench_.night(3, third);
    INFO((next.reasons.empty() ? "" : next.reasons.front()));
    REQUIRE(next.outcome == Outcome::loaded);
    CHECK(bench_.state() ==
          (is_committed ? expected_.third_after_after : expected_.third_after_before));
    CHECK(bench_.faults().empty());
    return true;
  }

  /// The number of steps in a session, each of which was cut.
  std::size_t cut_each(std::size_t session, Cut how) {
    std::size_t step = 0;
    while (cut(session, step, how)) ++step;
    return step;
  }

 private:
  void begin() {
    bench_.forget_all();
    if (!is_first_) REQUIRE(bench_.night(1, first).outcome == Outcome::loaded);
  }

  bool is_first_;
  CutBench bench_{lenient};
  Expected expected_;
};

/// The approval of a held night that is cut at any step.
class CutApproval {
 public:
  CutApproval() {
    begin();
    before_ = bench_.state();
    REQUIRE(bench_.approve(held_).outcome == Outcome::loaded);
    after_ = bench_.state();
  }

  /// Whether the approval was cut, since it has that step.
  bool cut(std::size_t step, Cut cut) {
    INFO("cut at step " << step);
    begin();
    const Report report = bench_.cut_approval(held_, 0, step, cut);
    if (!bench_.proxy.has_cut()) return false;
    INFO((report.reasons.empty() ? "" : report.reasons.front()));
    const std::string state = bench_.state();
    const bool is_committed = state == after_;
    REQUIRE((is_committed || state == before_));
    CHECK((report.outcome == Outcome::loaded) == is_committed);
    if (!is_committed) CHECK(bench_.approve(held_).outcome == Outcome::loaded);
    CHECK(bench_.state() == after_);
    return true;
  }

 private:
  void begin() {
    bench_.forget_all();
    REQUIRE(bench_.night(1, first).outcome == Outcome::loaded);
    const Report report = bench_.night(2, second);
    REQUIRE(report.outcome == Outcome::held);
    held_ = report.run_id.value();
  }

  CutBench bench_{""};
  std::int64_t held_ = 0;
  std::string before_;
  std::string after_;
};

}  // namespace

TEST_CASE("A night that is cut off before any step leaves the state before it or after it",
          "[server]") {
  CutNight night(false);
  std::size_t session = 0;
  while (night.cut_each(session, Cut::before_step) > 0) ++session;
  CHECK(session > 2);  // of the lock and the publication, of the ledger, of the WAL
}

TEST_CASE("A first night that is cut off before any step leaves nothing", "[server]") {
  CutNight night(true);
  CHECK(night.cut_each(0, Cut::before_step) > 10);  // the session of the lock and the publication
}

TEST_CASE("A night that loses any answer leaves the state before it or after it", "[server]") {
  CutNight night(GENERATE(true, false));
  CHECK(night.cut_each(0, Cut::after_step) > 10);
}

TEST_CASE("An approval that loses any answer leaves the state before it or after it", "[server]") {
  CutApproval approval;
  std::size_t step = 0;
  while (approval.cut(step, Cut::after_step)) ++step;
  CHECK(step > 10);
}
