#include <algorithm>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "postgres/connection.hpp"
#include "schema/migrate.hpp"
#include "schema/sql.hpp"
#include "support/catch.hpp"
#include "support/scripted_server.hpp"
#include "support/temporary_folder.hpp"

using Catch::Contains;
using nightjar::Error;
using nightjar::Misconfigured;
using nightjar::Transient;
using nightjar::support::ScriptedServer;
using nightjar::support::TemporaryFolder;
namespace schema = nightjar::schema;

namespace {

/// A database that was never migrated, and two files.
class Migrating {
 public:
  Migrating() {
    folder_.write("versioned/0001_shop.sql", "CREATE SCHEMA shop;\n");
    folder_.write("repeatable/001_views.sql", "CREATE VIEW shop.v AS SELECT 1;\n");
    server.answer(std::string(schema::sql::ledger_exists), {"exists"}, {{"f"}});
    server.answer("pg_current_xact_id", {"id"}, {{"5"}});
    server.answer("recorded_privileges", {"json"}, {{"{}"}});
    server.answer("set_aside_named($1)", {"json"}, {{"[{\"name\":\"shop.v\"}]"}});
    server.answer("to_regprocedure", {"exists"}, {{"t"}});
  }

  schema::MigrationReport run(const schema::LockTimeouts& patience = {}) {
    nightjar::postgres::Connection connection(server.url(), "test");
    return schema::migrate(
        connection, folder_.path(), [&](const std::string& text) { told.push_back(text); },
        patience);
  }
  template <class Kind>
  Kind failure(const schema::LockTimeouts& patience = {}) {
    try {
      run(patience);
    } catch (const Kind& error) {
      return error;
    }
    throw std::logic_error("no failure");
  }

  ScriptedServer server;
  std::vector<std::string> told;

 private:
  TemporaryFolder folder_;
};

std::ptrdiff_t place_of(const std::vector<std::string>& statements, const std::string& part) {
  return std::find_if(statements.begin(), statements.end(),
                      [&](const std::string& each) { return each.find(part) != part.npos; }) -
         statements.begin();
}

}  // namespace

TEST_CASE("Migrations run under a lock, each versioned file in a transaction of its own") {
  Migrating migrating;
  const auto report = migrating.run();
  CHECK(report.versioned == std::vector<std::string>{"0001_shop.sql"});
  CHECK(report.repeatable == std::vector<std::string>{"001_views.sql"});
  const auto statements = migrating.server.statements();
  const auto lock = place_of(statements, "pg_advisory_lock");
  const auto versioned = place_of(statements, "CREATE SCHEMA shop;");
  const auto repeatable = place_of(statements, "CREATE VIEW shop.v");
  const auto unlock = place_of(statements, "pg_advisory_unlock");
  CHECK(lock < versioned);
  CHECK(versioned < repeatable);
  CHECK(repeatable < unlock);
  CHECK(unlock < std::ssize(statements));
  CHECK(std::find(statements.begin() + versioned, statements.begin() + repeatable, "COMMIT") !=
        statements.begin() + repeatable);
  CHECK(place_of(statements, "bring_grants_up_to_date()") < std::ssize(statements));
}

TEST_CASE("A failing migration is told with its line, and with PostgreSQL's own advice") {
  Migrating migrating;
  migrating.server.fail("CREATE SCHEMA shop;", "42710", "something is there already");
  const auto plain = migrating.failure<Misconfigured>();
  CHECK_THAT(plain.what(), Contains("0001_shop.sql") && Contains("something is there already"));
  CHECK_THAT(plain.remedy(), Contains("nothing of this file was applied"));
  CHECK(plain.sqlstate() == "42710");
  CHECK(migrating.server.statements("CREATE VIEW shop.v").empty());
  CHECK(migrating.server.statements("pg_advisory_unlock").size() == 1);
}

TEST_CASE("Who lacks the rights is told who has them") {
  Migrating migrating;
  migrating.server.fail("CREATE SCHEMA shop;", "42501", "permission denied for database scripted");
  const bool is_owner = GENERATE(true, false);
  migrating.server.answer(std::string(schema::sql::owner), {"owner", "of", "is_owner"},
                          {{"carol", "the schema nightjar", is_owner ? "t" : "f"}});
  const auto error = migrating.failure<Misconfigured>();
  CHECK_THAT(error.what(), Contains("this user may not do all that the migrations do"));
  CHECK_THAT(error.remedy(),
             Contains(is_owner ? "as the owner of what is named here" : "as carol"));
}

TEST_CASE("A lock that is not to be had is given up, with who holds it") {
  Migrating migrating;
  using std::chrono::milliseconds;
  schema::LockTimeouts patience;
  patience.tries = 2;
  patience.first_pause = patience.longest_pause = milliseconds(0);
  migrating.server.fail("CREATE SCHEMA shop;", "55P03", "canceling statement due to lock timeout");
  const auto error = migrating.failure<Transient>(patience);
  CHECK_THAT(error.what(), Contains("0001_shop.sql: got no lock in 2 tries"));
  CHECK_THAT(error.remedy(), Contains("run `nightjar migrate` again"));
  REQUIRE(migrating.told.size() == 1);
  CHECK_THAT(migrating.told[0], Contains("0001_shop.sql waits for"));
}

TEST_CASE("A view whose columns change is removed before its file runs again") {
  Migrating migrating;
  migrating.server.fail("CREATE VIEW shop.v", "42P16", "cannot change name of view column");
  const auto error = migrating.failure<Misconfigured>();
  CHECK_THAT(error.what(), Contains("001_views.sql") && Contains("cannot change name"));
  CHECK(migrating.server.statements("CREATE VIEW shop.v").size() == 2);
  const auto removals = migrating.server.statements("set_aside_named($1)");
  REQUIRE(removals.size() == 1);
  CHECK_THAT(removals[0], Contains("|{shop.v}"));
}

TEST_CASE("A database that is lost during a migration is told with the file") {
  Migrating migrating;
  migrating.server.answer("CREATE SCHEMA shop;", {.hangs_up = true});
  CHECK_THAT(migrating.failure<Transient>().what(), Contains("0001_shop.sql"));
}
