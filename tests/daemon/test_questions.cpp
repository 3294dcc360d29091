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

constexpr auto null = std::nullopt;

/// Answers a question, and its form in JSON with `json`.
void answer_listing(ScriptedProgram& program, std::string_view question,
                    const std::vector<std::string>& columns, const std::vector<Values>& rows,
                    const std::string& json = "[]") {
  program.server.answer(std::string(question), columns, rows);
  program.server.answer("FROM (" + std::string(question), {"json"}, {{json}});
}

void answer_runs(ScriptedProgram& program, const std::vector<Values>& rows) {
  answer_listing(
      program, sql::runs,
      {"run_id", "dataset", "outcome", "as_of", "started_at", "finished_at", "seconds", "read",
       "inserted", "updated", "deleted", "restored", "rejected", "error", "approved_by"},
      rows, R"([{"run_id":2}])");
}

const std::vector<Values> two_nights{
    {"2", "shop", "held", "2022-01-02 02:00:00+00", "2022-01-02 23:59:59+00",
     "2022-01-03 00:00:01.5+00", "2.5", "1200", null, null, null, null, "7", "too many deletions",
     "alice"},
    {"1", "shop", "loaded", "2022-01-01 02:00:00+00", "2022-01-01 02:00:00+00",
     "2022-01-01 02:03:20+00", "200", "1200", "1200", "0", "0", "0", "0", null, null},
};

}  // namespace

TEST_CASE("runs lists the nights as a table") {
  ScriptedProgram program;
  answer_runs(program, two_nights);
  const Outcome outcome = program.nightjar({"runs", "--limit", "5"});
  CHECK(outcome.exit_code == 0);
  CHECK_THAT(outcome.output, Contains("2022-01-03 00:00:01") && Contains(" 02:03:20") &&
                                 Contains("3 min 20 s") && Contains("1,200"));
  CHECK_THAT(outcome.output, Contains("approved by alice although too many deletions"));
  const auto asked = program.server.statements("ORDER BY runs.run_id DESC\nLIMIT");
  REQUIRE(asked.size() == 2);
  CHECK_THAT(asked[0], Contains("|5|NULL|NULL|NULL"));
}

TEST_CASE("runs answers in JSON what PostgreSQL made of it") {
  ScriptedProgram program;
  answer_runs(program, two_nights);
  CHECK(program.nightjar({"runs", "--json"}).output == "{\"runs\":[{\"run_id\":2}]}\n");
}

TEST_CASE("No night is not the same as no such night") {
  ScriptedProgram program;
  answer_runs(program, {});
  CHECK(program.nightjar({"runs"}).output == "no night has run yet\n");
  CHECK(program.nightjar({"runs", "--outcome", "held"}).output == "no such night has run\n");
  CHECK(program.nightjar({"runs", "--dataset", "shop", "--feed", "shop.items"}).exit_code == 0);
}

TEST_CASE("A name that is not configured is a slip, with the name that was meant") {
  ScriptedProgram program;
  answer_runs(program, {});
  struct Case {
    std::vector<std::string> words;
    std::string fault;
  };
  const auto wrong = GENERATE(values<Case>({
      {{"runs", "--dataset", "shpo"}, "--dataset: there is no \"shpo\""},
      {{"runs", "--feed", "shop.item"}, "--feed: there is no \"shop.item\""},
      {{"runs", "--outcome", "lost"}, "--outcome: there is no \"lost\""},
      {{"rejects", "1", "--reason", "ugly"}, "--reason: there is no \"ugly\""},
      {{"rejects"}, "run is required"},
      {{"rejects", "1", "--csv", "--json"}, "--csv and --json"},
      {{"status", "shpo"}, "shpo"},
      {{"scaffold", "shop.item"}, "no dataset has a feed \"shop.item\""},
      {{"show", "9"}, "there is no run 9"},
  }));
  CAPTURE(wrong.fault);
  const Outcome outcome = program.nightjar(wrong.words);
  CHECK(outcome.exit_code == 2);
  CHECK_THAT(outcome.errors, Contains(wrong.fault) && Contains("what to do"));
}

namespace {

const std::vector<std::string> status_columns{"dataset",
                                              "healthy",
                                              "reason",
                                              "last_success",
                                              "age",
                                              "last_outcome",
                                              "due_at",
                                              "late",
                                              "held_run_id",
                                              "last_error",
                                              "running_run_id",
                                              "done_at",
                                              "next_attempt_at",
                                              "next_attempt_why",
                                              "activity",
                                              "waits_for",
                                              "waits_since",
                                              "interrupted_run_id",
                                              "stale",
                                              "daemon_seen_at",
                                              "unattended"};

Values status_row(bool healthy) {
  return {"shop",
          healthy ? "t" : "f",
          healthy ? "all is well" : "run 2 is held",
          "2022-01-01 02:03:20+00",
          "1 day",
          healthy ? "loaded" : "held",
          "2022-01-02 02:00:00+00",
          healthy ? Values::value_type() : "03:00:00",
          healthy ? Values::value_type() : "2",
          null,
          null,
          null,
          null,
          "it is due",
          healthy ? Values::value_type() : "nightjar show 2",
          null,
          null,
          null,
          null,
          null,
          null};
}

void answer_status(ScriptedProgram& program, const std::vector<Values>& rows) {
  program.server.answer(std::string(sql::night_times),
                        {"last_settled", "first_since", "last_since", "last_success"},
                        {{null, null, null, null}});
  answer_listing(program, sql::datasets, status_columns, rows, R"([{"dataset":"shop"}])");
}

}  // namespace

TEST_CASE("status is the exit code of the datasets' health") {
  ScriptedProgram program;
  answer_status(program, {status_row(true)});
  const Outcome good = program.nightjar({"status"});
  CHECK(good.exit_code == 0);
  CHECK_THAT(good.output, Contains("shop") && Contains("yes") && Contains("2022-01-01 02:03:20"));
  answer_status(program, {status_row(false)});
  const Outcome bad = program.nightjar({"status"});
  CHECK(bad.exit_code == 1);
  CHECK_THAT(bad.output, Contains("NO") && Contains("shop: run 2 is held") &&
                             Contains("shop: nightjar show 2"));
  CHECK(program.nightjar({"status", "--json"}).output ==
        "{\"healthy\":false,\"datasets\":[{\"dataset\":\"shop\"}],\"unconfigured\":[],"
        "\"archive\":{\"missing\":[],\"unknown\":[]}}\n");
}

TEST_CASE("status tells of nights that no dataset is configured for, or that lost their files") {
  ScriptedProgram program;
  answer_status(program, {status_row(true)});
  program.server.answer(std::string(sql::unconfigured), {"dataset"}, {{"kiosk"}});
  program.server.answer(
      std::string(sql::nights_with_dumps), {"night", "run_id", "dataset", "as_of"},
      {{"11111111-2222-3333-4444-555555555555", "4", "shop", "2022-01-01 02:00:00+00"}});
  const Outcome outcome = program.nightjar({"status"});
  CHECK_THAT(outcome.output, Contains("kiosk: the ledger has nights of it"));
  CHECK_THAT(outcome.output,
             Contains("shop: the archive does not have the files of nights that are loaded: 4"));
  CHECK_THAT(program.nightjar({"status", "--json"}).output,
             Contains(R"("unconfigured":["kiosk"])") && Contains(R"("missing":[{"run_id":4,)"));
}

TEST_CASE("status of one dataset tells its nights and files") {
  ScriptedProgram program;
  answer_status(program, {status_row(false)});
  answer_runs(program, two_nights);
  answer_listing(program, sql::newest_files, {"feed", "name", "bytes", "source_time", "run_id"},
                 {{"shop.items", "items.json", "5242880", "2022-01-01 01:00:00+00", "2"}});
  const Outcome outcome = program.nightjar({"status", "shop"});
  CHECK(outcome.exit_code == 1);
  CHECK_THAT(outcome.output, Contains("why                   run 2 is held") &&
                                 Contains("items.json") && Contains("5,242,880"));
  CHECK_THAT(program.nightjar({"status", "shop", "--json"}).output,
             Contains(R"("runs":[{"run_id":2}],"files":[])"));
}

TEST_CASE("next tells when a dataset is due, or why no night will come") {
  ScriptedProgram program;
  answer_status(program, {status_row(true)});
  CHECK_THAT(program.nightjar({"next"}).output, Contains("shop") && Contains("-"));
  program.write_dataset(program.dataset_yaml("schedule: {every: 1h}\n"));
  const Outcome due = program.nightjar({"next", "--json"});
  CHECK(due.exit_code == 0);
  CHECK_THAT(due.output,
             Contains(R"({"datasets":[{"dataset":"shop","next":"20)") && Contains("due since"));
  auto running = status_row(true);
  running[10] = "3";
  running[14] = "run 3 is under way";
  answer_status(program, {running});
  CHECK_THAT(program.nightjar({"next"}).output, Contains("run 3 is under way"));
  auto unattended = status_row(true);
  unattended[20] = "since 2022-01-01";
  answer_status(program, {unattended});
  CHECK_THAT(program.nightjar({"next"}).output, Contains("no daemon"));
}

TEST_CASE("rejects shows where each record stands") {
  ScriptedProgram program;
  program.server.answer(std::string(sql::fate_of_run), {"dataset", "outcome", "error", "refused"},
                        {{"shop", "failed", "the disk is full", "3"}});
  program.server.answer(std::string(sql::count_rejects), {"count"}, {{"3"}});
  answer_listing(
      program, sql::rejects,
      {"run_id", "dataset", "feed", "line", "position", "reason", "detail", "raw"},
      {{"1", "shop", "shop.items", "2", "17", "wrong_type", "id is no integer", R"({"id":"a"})"}},
      R"([{"line":2}])");
  const Outcome outcome = program.nightjar({"rejects", "1"});
  CHECK_THAT(outcome.output, Contains("run 1 of shop FAILED: the disk is full") &&
                                 Contains("wrong_type") && Contains(R"({"id":"a"})") &&
                                 Contains("the first 1 of 3; --limit shows more"));
  CHECK(program.nightjar({"rejects", "1", "--csv"}).output ==
        "run_id,dataset,feed,line,position,reason,detail,raw\r\n"
        "\"1\",\"shop\",\"shop.items\",\"2\",\"17\",\"wrong_type\",\"id is no integer\","
        "\"{\"\"id\"\":\"\"a\"\"}\"\r\n");
  CHECK_THAT(program.nightjar({"rejects", "1", "--json"}).output,
             Contains(R"("error":"the disk is full","in_all":3,"rejects":[{"line":2}])"));
  CHECK_THAT(program.nightjar({"rejects", "--dataset", "shop"}).output, Contains("run"));
}

TEST_CASE("rejects tells an empty list from one that was removed") {
  ScriptedProgram program;
  program.server.answer(std::string(sql::count_rejects), {"count"}, {{"0"}});
  answer_listing(program, sql::rejects, {"run_id"}, {});
  const auto with_refused = [&](const std::string& outcome, const std::string& count) {
    program.server.answer(std::string(sql::fate_of_run), {"dataset", "outcome", "error", "refused"},
                          {{"shop", outcome, null, count}});
    return program.nightjar({"rejects", "1"}).output;
  };
  CHECK(with_refused("loaded", "0") == "run 1 rejected nothing\n");
  CHECK_THAT(with_refused("failed", "0"), Contains("run 1 rejected nothing before it failed"));
  CHECK_THAT(
      with_refused("loaded", "2"),
      Contains("run 1 rejected 2 records; their list was kept as long as `retention:` says"));
  CHECK(program.nightjar({"rejects", "1", "--reason", "wrong_type"}).output ==
        "no such record was rejected\n");
}
