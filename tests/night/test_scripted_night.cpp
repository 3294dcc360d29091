#include <algorithm>
#include <string>
#include <vector>

#include "night/scripted_night.hpp"
#include "postgres/binary.hpp"
#include "support/catch.hpp"

using Catch::Contains;
using nightjar::support::answer_first_night;
using nightjar::support::Outcome;
using nightjar::support::ScriptedProgram;

namespace {

/// The place of the first statement that holds a text.
std::size_t place_of(const std::vector<std::string>& statements, std::string_view text) {
  const auto found =
      std::find_if(statements.begin(), statements.end(),
                   [&](const std::string& statement) { return statement.find(text) != text.npos; });
  INFO(text);
  REQUIRE(found != statements.end());
  return static_cast<std::size_t>(found - statements.begin());
}

std::string field(std::string_view value) {
  std::string bytes;
  nightjar::postgres::append_field(bytes, value);
  return bytes;
}

}  // namespace

TEST_CASE("A first night locks, enters the ledger, copies, and commits, in that order") {
  ScriptedProgram program;
  answer_first_night(program.server);
  const Outcome outcome = program.nightjar({"run", "shop", "--json"});
  INFO(outcome.errors);
  CHECK(outcome.exit_code == 0);
  CHECK_THAT(outcome.output, Contains(R"("run_id":7,"dataset":"shop")") &&
                                 Contains(R"("outcome":"loaded")") &&
                                 Contains(R"("items":{"read":2,"inserted":2,)"));
  CHECK_THAT(program.server.copied_in(), Contains(field("tea")) && Contains(field("jam")));
  namespace ledger = nightjar::ledger::sql;
  const auto statements = program.server.statements();
  const auto lock = place_of(statements, ledger::try_lock);
  const auto entry = place_of(statements, ledger::open_run);
  const auto copy = place_of(statements, "COPY \"shop\".\"items\"");
  const auto end = place_of(statements, ledger::close_run);
  const auto commit =
      place_of({statements.begin() + static_cast<std::ptrdiff_t>(end), statements.end()}, "COMMIT");
  CHECK(lock < entry);
  CHECK(entry < copy);
  CHECK(copy < end);
  CHECK(commit > 0);
  CHECK_THAT(program.nightjar({"archive", "list"}).output, Contains("items.json"));
}

TEST_CASE("A night's report for people has a line for each feed") {
  ScriptedProgram program;
  answer_first_night(program.server);
  const Outcome outcome = program.nightjar({"run", "shop", "--as-of", "2022-01-01T02:00:00Z"});
  CHECK(outcome.exit_code == 0);
  CHECK_THAT(outcome.output, Contains("run 7 of shop") && Contains("shop.items") &&
                                 Contains("inserted") && Contains("2022-01-01"));
}

TEST_CASE("Wherever PostgreSQL is lost, the night fails or stands, and says so") {
  std::size_t statements = 0;
  {
    ScriptedProgram whole;
    answer_first_night(whole.server);
    REQUIRE(whole.nightjar({"run", "shop"}).exit_code == 0);
    statements = whole.server.statements().size();
  }
  REQUIRE(statements > 20);
  for (std::size_t nth = 0; nth < statements; ++nth) {
    ScriptedProgram program;
    answer_first_night(program.server);
    program.server.hang_up_at(nth);
    const Outcome outcome = program.nightjar({"run", "shop", "--json"});
    const auto sent = program.server.statements();
    INFO("lost at statement " << nth << ": " << (nth < sent.size() ? sent[nth] : "none"));
    INFO(outcome.output << outcome.errors);
    REQUIRE((outcome.exit_code == 0 || outcome.exit_code == 1));
    CHECK_THAT(outcome.output, Contains(outcome.exit_code == 0 ? R"("outcome":"loaded")"
                                                               : R"("outcome":"failed")"));
    if (outcome.exit_code == 1) CHECK_THAT(outcome.output, Contains(R"("remedy":")"));
  }
}

TEST_CASE("A night is held without its file, or with an empty one") {
  ScriptedProgram program;
  answer_first_night(program.server);
  const bool is_missing = GENERATE(true, false);
  if (is_missing) {
    std::filesystem::remove(program.folder().path() / "source/items.json");
    program.write_dataset(program.dataset_yaml("schedule: {every: 1h}\n"));
  } else {
    program.put("");
    program.server.answer("FROM STDIN", {.tag = "COPY 0"});
  }
  const Outcome outcome = program.nightjar({"run", "shop"});
  INFO(outcome.errors);
  CHECK(outcome.exit_code == 3);
  CHECK_THAT(outcome.output + outcome.errors, Contains("items"));
  CHECK_THAT(outcome.output + outcome.errors, Contains(is_missing ? "missing" : "no records"));
  CHECK(program.server.copied_in().find("tea") == std::string::npos);
}

TEST_CASE("A dump that is cut off fails the night with its place") {
  ScriptedProgram program;
  answer_first_night(program.server);
  program.put(R"([{"id":1,"name":"tea"},{"id":2,)");
  const Outcome outcome = program.nightjar({"run", "shop"});
  CHECK(outcome.exit_code == 1);
  CHECK_THAT(outcome.output + outcome.errors, Contains("items.json") && Contains("shop.items"));
}

TEST_CASE("A record that does not fit is copied into the rejects") {
  ScriptedProgram program;
  answer_first_night(program.server);
  program.write_dataset(program.dataset_yaml() + "    guards: {max_rejected_percent: 50}\n");
  program.put(R"([{"id":1,"name":"tea"},{"id":"x","name":"jam"},{"id":3,"name":"egg"}])");
  const Outcome outcome = program.nightjar({"run", "shop", "--json"});
  INFO(outcome.errors);
  CHECK(outcome.exit_code == 0);
  CHECK_THAT(outcome.output, Contains(R"("rejected":1)"));
  CHECK_THAT(program.server.copied_in(),
             Contains(field("wrong_type")) && Contains(field(R"({"id":"x","name":"jam"})")));
}

TEST_CASE("A night that another process is running is not begun") {
  ScriptedProgram program;
  answer_first_night(program.server);
  program.server.answer(std::string(nightjar::ledger::sql::try_lock), {"locked"}, {{"f"}});
  program.server.answer(std::string(nightjar::ledger::sql::lock_holder),
                        {"pid", "name", "address", "since"},
                        {{"4711", "nightjard", "10.0.0.7", "2022-01-01 02:00:00+00"}});
  const Outcome outcome = program.nightjar({"run", "shop"});
  CHECK(outcome.exit_code == 1);
  CHECK_THAT(outcome.output + outcome.errors,
             Contains("a night of shop is under way") && Contains("`nightjard` from 10.0.0.7"));
  CHECK(program.server.statements(std::string(nightjar::ledger::sql::open_run)).empty());
}

TEST_CASE("A night from the future, or before the newest, is refused") {
  ScriptedProgram program;
  answer_first_night(program.server);
  const Outcome future = program.nightjar({"run", "shop", "--as-of", "2999-01-01T00:00:00Z"});
  CHECK(future.exit_code == 1);
  CHECK_THAT(future.output + future.errors, Contains("--future"));
  program.server.answer(std::string(nightjar::ledger::sql::newest_night),
                        {"run_id", "dataset", "as_of", "outcome", "night", "adopted"},
                        {{"6", "shop", "2022-02-01 02:00:00+00", "loaded", "6", "f"}});
  const Outcome late = program.nightjar({"run", "shop", "--as-of", "2022-01-01T02:00:00Z"});
  CHECK(late.exit_code == 1);
  CHECK_THAT(late.output + late.errors, Contains("run 6"));
}

TEST_CASE("run refuses what it cannot make sense of before it asks the database") {
  const ScriptedProgram program;
  struct Case {
    std::vector<std::string> words;
    std::string fault;
  };
  const auto wrong = GENERATE(values<Case>({
      {{"run", "shop", "--as-of", "yesterday"}, "--as-of yesterday: not an instant"},
      {{"run", "shop", "--source", "file:///x/", "--from-run", "1"}, "--source and --from-run"},
      {{"run", "shop", "--source", "gopher://x/"}, "--source: "},
      {{"run", "shpo"}, "shpo"},
  }));
  CAPTURE(wrong.fault);
  const Outcome outcome = program.nightjar(wrong.words);
  CHECK(outcome.exit_code == 2);
  CHECK_THAT(outcome.output + outcome.errors, Contains(wrong.fault));
  CHECK(program.server.statements().empty());
}
