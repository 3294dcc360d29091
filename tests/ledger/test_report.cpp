#include <string>

#include "base/instant.hpp"
#include "ledger/report.hpp"
#include "support/catch.hpp"

using nightjar::parse_instant;
using nightjar::ledger::FeedReport;
using nightjar::ledger::Outcome;
using nightjar::ledger::Report;

namespace {

Report held_night() {
  Report report;
  report.run_id = 7;
  report.dataset = "shop";
  report.as_of = parse_instant("2022-01-01T00:00:00Z").value();
  report.started_at = parse_instant("2022-01-01T01:00:00Z");
  report.outcome = Outcome::held;
  report.reasons = {"too \"many\"", "too few"};
  report.remedy = "look";
  report.guards = {{"shop.books", "deleted", "21 of 100", "20 %", true, "too \"many\""},
                   {"shop.books", "rejected", "0", "5 %", false, ""}};
  FeedReport books;
  books.feed = "shop.books";
  books.counts.read = 100;
  books.counts.deleted = 21;
  books.bytes = 4096;
  books.compare_seconds = 1.5;
  books.match_seconds = 0.25;
  books.several = {{"author", 2}, {"publisher", 1}};
  report.feeds = {books};
  return report;
}

const std::string feeds =
    R"({"books":{"read":100,"inserted":0,"updated":0,"deleted":21,"restored":0,"unchanged":0,)"
    R"("duplicates":0,"rejected":0,"blank":0,"repeated_headers":0,"byte_order_marks":0,)"
    R"("several":{"author":2,"publisher":1},"unlisted_rejects":0,"bytes":4096,)"
    R"("compare_seconds":1.5,"match_seconds":0.25,"publish_seconds":0.0,"seconds":1.75}})";

const std::string guards =
    R"([{"feed":"shop.books","guard":"deleted","found":"21 of 100","limit":"20 %","holds":true},)"
    R"({"feed":"shop.books","guard":"rejected","found":"0","limit":"5 %","holds":false}])";

}  // namespace

TEST_CASE("A report has the counts by table and the guards in their order") {
  CHECK(feeds_json(held_night()) == feeds);
  CHECK(guards_json(held_night()) == guards);
  CHECK(feeds_json(Report()) == "{}");
  CHECK(guards_json(Report()) == "[]");
}

TEST_CASE("A report is one line of JSON") {
  CHECK(to_json(held_night()) ==
        R"({"run_id":7,"dataset":"shop","as_of":"2022-01-01T00:00:00Z","outcome":"held",)"
        R"("reasons":["too \"many\"","too few"],"remedy":"look",)"
        R"("started_at":"2022-01-01T01:00:00Z","finished_at":null,"summaries_seconds":0.0,)"
        R"("commit_seconds":0.0,"whole_seconds":0.0,"seconds":0.0,)"
        R"("guards":)" +
            guards + R"(,"feeds":)" + feeds + "}");
}

TEST_CASE("A night that is not in the ledger has no number, and every outcome has a name") {
  CHECK(to_json(Report()).starts_with(R"({"run_id":null,)"));
  CHECK(name_of(Outcome::loaded) == "loaded");
  CHECK(name_of(Outcome::unchanged) == "unchanged");
  CHECK(name_of(Outcome::held) == "held");
  CHECK(name_of(Outcome::failed) == "failed");
}
