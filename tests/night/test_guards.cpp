#include <algorithm>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "night/guards.hpp"
#include "night/reconciled_feed.hpp"
#include "support/catch.hpp"

using Catch::Contains;
using nightjar::comparing::Reconciliation;
using nightjar::feed::Definition;
using nightjar::feed::Kind;
using nightjar::feed::Newest;
using nightjar::ledger::Guard;
using nightjar::night::Dump;
using nightjar::night::expected_line_end;
using nightjar::night::FileEnds;
using nightjar::night::judge;
using nightjar::night::judge_files;
using nightjar::night::LastLine;

namespace {

Definition books() {
  Definition definition;
  definition.schema = "shop";
  definition.table = "books";
  definition.file.name = "books.csv";
  return definition;
}

/// A night of 100 records after one of 100 rows, which changes nothing.
Reconciliation quiet() {
  Reconciliation reconciliation;
  reconciliation.counts.read = reconciliation.counts.unchanged = 100;
  reconciliation.live_before = 100;
  return reconciliation;
}

std::vector<std::string> names_of(const std::vector<Guard>& guards) {
  std::vector<std::string> names;
  for (const Guard& guard : guards) names.push_back(guard.name);
  return names;
}

/// The guard of this name, which must be among them.
Guard guard(const std::vector<Guard>& guards, const std::string& name) {
  const auto found = std::find_if(guards.begin(), guards.end(),
                                  [&](const Guard& guard) { return guard.name == name; });
  REQUIRE(found != guards.end());
  return *found;
}

}  // namespace

TEST_CASE("A night that changes nothing passes all guards") {
  const auto guards = judge(books(), quiet(), {LastLine::ended});
  CHECK(names_of(guards) ==
        std::vector<std::string>{"records", "deleted", "rejected", "last line"});
  for (const Guard& guard : guards) {
    CHECK_FALSE(guard.holds);
    CHECK(guard.reason.empty());
    CHECK(guard.feed == "shop.books");
  }
}

TEST_CASE("Deletions hold a night beyond their limit, not at it") {
  auto reconciliation = quiet();
  reconciliation.counts.deleted = 20;
  CHECK_FALSE(guard(judge(books(), reconciliation, {}), "deleted").holds);
  reconciliation.counts.deleted = 21;
  const Guard held = guard(judge(books(), reconciliation, {}), "deleted");
  CHECK(held.holds);
  CHECK(held.found == "21 of 100 (21.00 %)");
  CHECK(held.limit == "20 %");
  CHECK_THAT(held.reason, Contains("shop.books: 21 of 100 live rows"));
}

TEST_CASE("An append has no guard of deletions") {
  auto feed = books();
  feed.kind = Kind::append;
  CHECK(names_of(judge(feed, quiet(), {})) == std::vector<std::string>{"records", "rejected"});
}

TEST_CASE("Rejects hold a night beyond their limit, not at it") {
  auto reconciliation = quiet();
  reconciliation.counts.rejected = 5;
  CHECK_FALSE(guard(judge(books(), reconciliation, {}), "rejected").holds);
  reconciliation.counts.rejected = 6;
  const Guard held = guard(judge(books(), reconciliation, {}), "rejected");
  CHECK(held.holds);
  CHECK_THAT(held.reason, Contains("6 of 100 records (6.00 %) would be rejected"));
}

TEST_CASE("A file without a record holds a night, unless that is allowed") {
  auto feed = books();
  Reconciliation empty;
  empty.live_before = empty.counts.deleted = 100;
  const auto guards = judge(feed, empty, {});
  CHECK(guard(guards, "records").holds);
  CHECK_THAT(guard(guards, "records").reason, Contains("all 100 live rows would be deleted"));
  CHECK(guard(guards, "deleted").holds);
  CHECK(guard(guards, "deleted").reason.empty());  // the empty file is the reason
  feed.guards.allow_empty = true;
  CHECK_FALSE(guard(judge(feed, empty, {}), "records").holds);
  CHECK_FALSE(guard(judge(feed, empty, {}), "deleted").reason.empty());
}

TEST_CASE("A first night without a record holds, and deletes nothing") {
  const auto guards = judge(books(), Reconciliation(), {});
  CHECK_THAT(guard(guards, "records").reason, !Contains("deleted"));
  CHECK(guard(guards, "deleted").found == "0 of 0 (0.00 %)");
  CHECK_FALSE(guard(guards, "deleted").holds);
}

TEST_CASE("A lost end of the last line holds a night if the file may have been cut") {
  auto reconciliation = quiet();
  FileEnds ends{LastLine::lost_end, "books-2.csv"};
  const auto judged = [&] { return guard(judge(books(), reconciliation, ends), "last line"); };
  CHECK_FALSE(judged().holds);
  ends.may_be_cut = true;
  CHECK(judged().holds);
  CHECK_THAT(judged().reason, Contains("the last line of books-2.csv has no end"));
  ends.may_be_cut = false;
  reconciliation.counts.deleted = 1;
  CHECK(judged().holds);
  const Guard open = guard(judge(books(), reconciliation, {LastLine::open}), "last line");
  CHECK_FALSE(open.holds);
  CHECK(open.limit == "-");
}

TEST_CASE("A file that is older than the loaded one holds a night") {
  auto feed = books();
  Dump dump;
  dump.definition = &feed;
  dump.files = {{.name = "books-1.csv"}};
  CHECK_FALSE(judge_files(dump, {}).holds);
  dump.loaded = nightjar::ledger::LoadedFile{4, "books-2.csv", {}};
  CHECK(judge_files(dump, {}).holds);
  CHECK_THAT(judge_files(dump, {}).reason, Contains("older by its name than books-2.csv"));
  feed.file.newest = Newest::by_time;
  CHECK_THAT(judge_files(dump, {}).reason, Contains("older by its time than books-2.csv"));
}

TEST_CASE("A missing or an empty part holds a night, and is named") {
  auto feed = books();
  Dump dump;
  dump.definition = &feed;
  dump.files = {{.name = "books-1.csv"}, {.name = "books-2.csv"}};
  dump.missing = {"books-3.csv"};
  const Guard incomplete = judge_files(dump, {});
  CHECK(incomplete.holds);
  CHECK(incomplete.found == "parts missing: 1");
  CHECK_THAT(incomplete.reason, Contains("books-3.csv is missing at the source"));
  dump.missing.clear();
  CHECK_THAT(judge_files(dump, {"books-2.csv"}).reason,
             Contains("books-2.csv has not a byte in it"));
  feed.guards.allow_empty = true;
  CHECK_FALSE(judge_files(dump, {"books-2.csv"}).holds);
}

TEST_CASE("A missing file holds a night") {
  const Guard held = nightjar::night::missing_file(books());
  CHECK(held.holds);
  CHECK(held.found == "missing");
  CHECK_THAT(held.reason, Contains("books.csv is missing"));
}

TEST_CASE("Whether the next file must end with a line end follows the last one that was normal") {
  CHECK(expected_line_end(LastLine::ended, false) == true);
  CHECK(expected_line_end(LastLine::open, false) == false);
  CHECK(expected_line_end(LastLine::lost_end, false) == std::nullopt);
  CHECK(expected_line_end(LastLine::lost_end, true) == false);
  CHECK(expected_line_end(LastLine::unknown, true) == std::nullopt);
}
