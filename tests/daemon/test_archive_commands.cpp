#include <fstream>
#include <string>

#include <unistd.h>

#include "archive/archive.hpp"
#include "daemon/scripted_program.hpp"
#include "ledger/sql.hpp"
#include "support/catch.hpp"

using Catch::Contains;
using nightjar::support::Outcome;
using nightjar::support::ScriptedProgram;
namespace sql = nightjar::ledger::sql;

TEST_CASE("An empty archive is listed, whole and complete") {
  const ScriptedProgram program;
  CHECK(program.nightjar({"archive", "list"}).output == "nothing is kept yet\n");
  CHECK(program.nightjar({"archive", "list", "--json"}).output == "{\"runs\":[]}\n");
  const Outcome verified = program.nightjar({"archive", "verify"});
  CHECK(verified.exit_code == 0);
  CHECK(verified.output == "all files are intact\n");
  CHECK(program.nightjar({"archive", "verify", "--json"}).output ==
        "{\"ok\":true,\"damages\":[],\"missing\":[],\"unknown\":[]}\n");
  CHECK(program.nightjar({"archive", "adopt"}).output ==
        "the ledger has every night of the archive\n");
  CHECK(program.nightjar({"archive", "adopt", "--json"}).output == "{\"adopted\":[]}\n");
}

TEST_CASE("A loaded night whose files are nowhere is missing") {
  ScriptedProgram program;
  program.server.answer(
      std::string(sql::nights_with_dumps), {"night", "run_id", "dataset", "as_of"},
      {{"11111111-2222-3333-4444-555555555555", "4", "shop", "2022-01-01 02:00:00+00"}});
  const Outcome outcome = program.nightjar({"archive", "verify"});
  CHECK(outcome.exit_code == 1);
  CHECK(outcome.output ==
        "MISSING  run 4 of shop, valid from 2022-01-01T02:00:00Z: its files are not in the "
        "archive\n");
  CHECK_THAT(program.nightjar({"archive", "verify", "--json"}).output,
             Contains(R"("ok":false)") && Contains(R"("missing":[{"run_id":4,"dataset":"shop")"));
}

TEST_CASE("Files are checked even while the database is away") {
  ScriptedProgram program;
  program.server.refuse("57P03", "the database system is starting up");
  const Outcome outcome = program.nightjar({"archive", "verify"});
  CHECK(outcome.exit_code == 1);
  CHECK(outcome.output == "all files are intact\n");
  CHECK_THAT(outcome.errors, Contains("the files were checked, but not whether any is missing"));
}
