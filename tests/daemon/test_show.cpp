#include <optional>
#include <string>
#include <vector>

#include "daemon/scripted_program.hpp"
#include "ledger/sql.hpp"
#include "support/catch.hpp"

using Catch::Contains;
using nightjar::support::Outcome;
using nightjar::support::ScriptedProgram;
namespace sql = nightjar::ledger::sql;

namespace {

using Values = nightjar::support::ScriptedServer::Values;
using Value = Values::value_type;

constexpr auto null = std::nullopt;

/// A night as the ledger has it; tests change what they need to.
struct Night {
  std::string outcome = "loaded";
  Value error = null;
  Value remedy = null;
  Value approved_by = null;
  Value same_as = null;
  Value overtaken_by = null;
  std::vector<Values> files{
      {"shop.items", "items.json", "1024", "2022-01-01 01:00:00+00", null, "0a1b", null, null}};
  std::vector<Values> guards{{"shop.items", "deleted", "0.0 %", "20 %", "f"}};
  std::vector<Values> counts{
      {"shop.items", "1200", "1000", "2", "3", "4", "188", "3", "0.5", "0.1", "0.2"}};
  std::vector<Values> rejects{};
  std::vector<Values> examples{};

  void answer(ScriptedProgram& program) const {
    auto& server = program.server;
    const auto listing = [&](std::string_view question, const std::vector<std::string>& columns,
                             const std::vector<Values>& rows, const std::string& json) {
      server.answer(std::string(question), columns, rows);
      server.answer("FROM (" + std::string(question), {"json"}, {{json}});
    };
    server.answer(std::string(sql::fate_of_run), {"dataset", "outcome", "error", "refused"},
                  {{"shop", outcome, error, "0"}});
    server.answer(std::string(sql::read_by), {"run_id"}, {{"7"}});
    listing(sql::run_in_full,
            {"run_id", "dataset", "outcome", "as_of", "started_at", "finished_at", "seconds",
             "pick_up_seconds", "error", "remedy", "approved_at", "approved_by", "adopted_at",
             "same_as_run_id", "overtaken_by_run_id"},
            {{"7", "shop", outcome, "2022-01-01 02:00:00+00", "2022-01-01 02:00:01.25+00",
              "2022-01-01 02:00:03+00", "1.75", "0.25", error, remedy, "2022-01-02 08:00:00+00",
              approved_by, null, same_as, overtaken_by}},
            R"([{"run_id":7}])");
    listing(sql::files_of_run,
            {"feed", "name", "bytes", "source_time", "picked_at", "sha256", "archived_at",
             "dropped_at"},
            files, R"([{"name":"items.json"}])");
    listing(sql::reject_reasons, {"feed", "reason", "times", "line", "position", "detail"}, rejects,
            "[]");
    server.answer(std::string(sql::guards_of_run), {"feed", "guard", "found", "limit", "holds"},
                  guards);
    server.answer(std::string(sql::counts_of_run),
                  {"feed", "read", "inserted", "updated", "deleted", "restored", "unchanged",
                   "rejected", "compare_seconds", "match_seconds", "publish_seconds"},
                  counts);
    server.answer(std::string(sql::examples_of_run), {"example", "feed", "op", "key", "cells"},
                  examples);
  }

  [[nodiscard]] std::string shown() const {
    ScriptedProgram program;
    answer(program);
    const Outcome result = program.nightjar({"show", "7"});
    INFO(result.errors);
    CHECK(result.exit_code == 0);
    return result.output;
  }
};

}  // namespace

TEST_CASE("A loaded night is shown with its files, guards, counts and times") {
  const std::string text = Night{}.shown();
  CHECK_THAT(text, Contains("run 7 of shop: loaded\n"
                            "valid from 2022-01-01 02:00:00 UTC\n"
                            "started 2022-01-01 02:00:01 UTC, took 1.75 s\n"));
  CHECK_THAT(text, Contains("items.json") && Contains("1.0 KiB") && Contains("SHA-256 0a1b"));
  CHECK_THAT(text, Contains("deleted") && Contains("20 %") && Contains("passes"));
  CHECK_THAT(text, Contains("\ncounts\n") && Contains("1,200") && Contains("188"));
  CHECK_THAT(text, Contains("0.25 s") && Contains("0.50 s"));
  CHECK_THAT(text, Contains("what to do\n  nothing\n"));
}

TEST_CASE("A held night tells why, what it would do, and the command that lets it pass") {
  Night night;
  night.outcome = "held";
  night.error = "300 of 1000 rows would be deleted";
  night.guards = {{"shop.items", "deleted", "30 %", "20 %", "t"}};
  night.examples = {
      {R"({"op":"delete"})", "shop.items", "delete", "1", "name tea"},
      {R"({"op":"delete"})", "shop.items", "delete", "2", "name jam"},
      {R"({"op":"update"})", "shop.items", "update", "3", "name a -> b"},
      {R"({"op":"restore"})", "shop.items", "restore", "4", "name c -> d"},
      {R"({"op":"insert"})", "shop.items", "insert", "5", "name e"},
  };
  const std::string text = night.shown();
  CHECK_THAT(text, Contains("HELD by a guard; nothing was changed") && Contains("HOLDS"));
  CHECK_THAT(text, Contains("why\n  300 of 1000 rows would be deleted"));
  CHECK_THAT(text, Contains("what it would do"));
  CHECK_THAT(text, Contains("would be deleted in shop.items: 3 rows, such as\n  1: name tea\n"
                            "  2: name jam\n"));
  CHECK_THAT(text, Contains("would be changed in shop.items: 2 rows"));
  CHECK_THAT(text, Contains("would be restored in shop.items: 4 rows"));
  CHECK_THAT(text, Contains("would be added in shop.items: 1,000 rows"));
  CHECK_THAT(text, Contains("nightjar approve 7") && Contains("nightjar run shop"));
}

TEST_CASE("A held night that cannot be loaded has another remedy") {
  Night night;
  night.outcome = "held";
  SECTION("a later night has come") {
    night.overtaken_by = "8";
    CHECK_THAT(night.shown(), Contains("nothing: run 8 is newer: nightjar show 8"));
  }
  SECTION("the definition does not fit") {
    night.remedy = "correct `path:` of the column name";
    CHECK_THAT(night.shown(), Contains("correct `path:` of the column name"));
  }
  SECTION("nothing in it fits") {
    night.counts = {{"shop.items", "3", "0", "0", "0", "0", "0", "3", "0.5", "0.1", "0.2"}};
    CHECK_THAT(night.shown(), Contains("nothing of it can be loaded") && !Contains("approve"));
  }
}

TEST_CASE("A night that failed, was cut off or is under way tells what to do") {
  Night night;
  SECTION("failed") {
    night.outcome = "failed";
    night.error = "the disk is full";
    night.remedy = "free space on the disk";
    CHECK_THAT(night.shown(), Contains("FAILED; nothing was changed") &&
                                  Contains("the disk is full") &&
                                  Contains("what to do\n  free space on the disk"));
  }
  SECTION("failed, with nothing to do about it") {
    night.outcome = "failed";
    CHECK_THAT(night.shown(), !Contains("what to do"));
  }
  SECTION("interrupted") {
    night.outcome = "interrupted";
    CHECK_THAT(night.shown(), Contains("INTERRUPTED") && Contains("nightjar run shop"));
  }
  SECTION("running") {
    night.outcome = "running";
    night.counts.clear();
    night.files.clear();
    night.guards.clear();
    CHECK_THAT(night.shown(),
               Contains("under way") && Contains("nightjar status") && !Contains("time by stage"));
  }
}

TEST_CASE("A night tells who approved it, whose bytes it brought, and what it rejected") {
  Night night;
  night.approved_by = "alice";
  night.same_as = "6";
  night.rejects = {{"shop.items", "wrong_type", "1500", "12", "345", "id is no integer"}};
  const std::string text = night.shown();
  CHECK_THAT(text, Contains("approved by alice, 2022-01-02 08:00:00 UTC") && Contains("run 6"));
  CHECK_THAT(text, Contains("wrong_type") && Contains("1,500") && Contains("id is no integer") &&
                       Contains("all of them: nightjar rejects 7"));
}

TEST_CASE("A night in JSON is one object") {
  ScriptedProgram program;
  Night night;
  night.examples = {{R"({"op":"delete"})", "shop.items", "delete", "1", "name tea"},
                    {R"({"op":"insert"})", "shop.items", "insert", "2", "name jam"}};
  night.answer(program);
  CHECK(program.nightjar({"show", "7", "--json"}).output ==
        "{\"run_id\":7,\"files\":[{\"name\":\"items.json\"}],\"rejects\":[],"
        "\"examples\":[{\"op\":\"delete\"},{\"op\":\"insert\"}]}\n");
}
