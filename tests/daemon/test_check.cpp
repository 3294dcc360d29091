#include <string>
#include <vector>

#include "daemon/scripted_program.hpp"
#include "hashing/digest.hpp"
#include "night/scripted_night.hpp"
#include "schema/sql.hpp"
#include "support/catch.hpp"

using Catch::Contains;
using nightjar::support::answer_first_night;
using nightjar::support::Outcome;
using nightjar::support::ScriptedProgram;
namespace sql = nightjar::schema::sql;

namespace {

using Values = nightjar::support::ScriptedServer::Values;

/// A server on which all is in order but what a test changes.
void answer_session(ScriptedProgram& program) {
  answer_first_night(program.server);
  program.server.answer(std::string(sql::server_state),
                        {"user", "encoding", "reads_only", "temporary", "has_grants"},
                        {{"alice", "UTF8", "f", "t", "f"}});
  program.server.answer("to_regprocedure('nightjar.bring_grants_up_to_date()')", {"exists"},
                        {{"t"}});
}

const std::vector<Values> good_columns{
    {"id", "bigint", "t", "f"},
    {"name", "text", "f", "f"},
    {"valid_from", "timestamp with time zone", "t", "f"},
    {"deleted_at", "timestamp with time zone", "f", "f"},
    {"run_id", "bigint", "t", "f"},
    {"row_id", "bigint", "t", "f"},
    {"value_fingerprint", "uuid", "t", "f"},
};

const std::vector<Values> good_relations{
    {"items", "r"},         {"items_past", "r"}, {"items_staging", "r"},
    {"items_history", "v"}, {"items_live", "v"}, {"items_as_of", "f"},
};

void answer_catalog(ScriptedProgram& program, const std::vector<Values>& columns,
                    const std::vector<Values>& relations,
                    const std::vector<Values>& key = {{"id"}}) {
  program.server.answer(std::string(sql::feed_columns), {"name", "type", "not_null", "fills"},
                        columns);
  program.server.answer(std::string(sql::feed_relations), {"name", "kind"}, relations);
  program.server.answer(std::string(sql::feed_key), {"name"}, key);
}

std::vector<Values> without(std::vector<Values> rows, const std::string& name) {
  std::erase_if(rows, [&](const Values& row) { return row[0] == name; });
  return rows;
}

}  // namespace

TEST_CASE("check names each difference between a feed and its table, with the remedy") {
  ScriptedProgram program;
  program.write_settings("migrations: migrations\n");
  program.folder().write("migrations/versioned/0001_shop.sql", "SELECT 1;\n");
  program.folder().write("migrations/repeatable/001_views.sql", "SELECT 2;\n");
  std::vector<Values> columns = good_columns;
  std::vector<Values> relations = good_relations;
  std::vector<Values> key{{"id"}};
  std::string fault;
  SECTION("no table") {
    relations.clear();
    fault = "the table shop.items does not exist";
  }
  SECTION("a view in its place") {
    relations[0][1] = "v";
    fault = "shop.items is not a table";
  }
  SECTION("a column is missing") {
    columns = without(columns, "name");
    columns.push_back({"label", "text", "f", "f"});
    fault = "shop.items has no column \"name\"";
  }
  SECTION("a column has another type") {
    columns[1][1] = "integer";
    fault = "column \"name\" of shop.items is integer, but the feed's definition makes it text";
  }
  SECTION("a key may be null") {
    columns[0][2] = "f";
    fault = "key column \"id\" of shop.items may be null";
  }
  SECTION("another key") {
    key = {{"name"}};
    fault = "the primary key of shop.items is (name), the feed's key is (id)";
  }
  SECTION("no key") {
    key.clear();
    fault = "shop.items has no primary key";
  }
  SECTION("a column that nights do not fill") {
    columns.push_back({"price", "numeric", "t", "f"});
    fault = "column \"price\" of shop.items is NOT NULL";
  }
  SECTION("a column of Nightjar's is missing") {
    columns = without(columns, "row_id");
    fault = "shop.items lacks the bookkeeping column row_id bigint NOT NULL";
  }
  SECTION("a view is missing") {
    relations = without(relations, "items_live");
    fault = "the view shop.items_live does not exist";
  }
  answer_session(program);
  answer_catalog(program, columns, relations, key);
  const Outcome before = program.nightjar({"check"});
  CHECK(before.exit_code == 1);
  CHECK_THAT(before.output, Contains("2 migrations have not been applied"));
  // As if both migrations had run: their checksums are SHA-256.
  program.server.answer(
      std::string(sql::read_ledger), {"kind", "name", "checksum"},
      {{"versioned", "0001_shop.sql", "1a2b"}, {"repeatable", "001_views.sql", "3c4d"}});
  const Outcome edited = program.nightjar({"check"});
  CHECK_THAT(edited.output, Contains("0001_shop.sql: was edited after it had been applied"));
  // What a night finds, for which the folder of migrations does not count.
  const Outcome night = program.nightjar({"run", "shop"});
  CHECK(night.exit_code == 1);
  CHECK_THAT(night.output + night.errors, Contains(fault));
}

TEST_CASE("check tells what nights may not do, and exits with 0 only if all is in order") {
  ScriptedProgram program;
  program.write_settings("migrations: migrations\n");
  program.folder().write("migrations/versioned/0001_shop.sql", "SELECT 1;\n");
  program.folder().write("migrations/repeatable/001_views.sql", "SELECT 2;\n");
  answer_session(program);
  program.server.answer(std::string(sql::read_ledger), {"kind", "name", "checksum"},
                        {{"versioned", "0001_shop.sql", nightjar::sha256_hex("SELECT 1;\n")},
                         {"repeatable", "001_views.sql", nightjar::sha256_hex("SELECT 2;\n")}});
  const Outcome good = program.nightjar({"check"});
  INFO(good.output << good.errors);
  CHECK(good.exit_code == 0);
  CHECK_THAT(good.output, Contains("ok     feed shop.items") && !Contains("FAULT"));
  program.server.answer(std::string(sql::server_state),
                        {"user", "encoding", "reads_only", "temporary", "has_grants"},
                        {{"alice", "LATIN1", "t", "f", "t"}});
  program.server.answer(std::string(sql::lacking_privileges), {"privilege", "relation"},
                        {{"INSERT", "shop.items"}});
  program.server.answer("SELECT nightjar.missing_roles()", {"role"}, {{"nightjar_loader"}});
  program.server.answer("SELECT nightjar.missing_grants()", {"grant"},
                        {{"GRANT SELECT ON x TO y"}});
  program.server.answer(std::string(nightjar::night::sql::database_clock), {"clock"},
                        {{"1640995200000000"}});
  const Outcome bad = program.nightjar({"check"});
  CHECK(bad.exit_code == 1);
  CHECK_THAT(bad.output, Contains("encoding is LATIN1") && Contains("this session may only read") &&
                             Contains("may not create temporary tables") &&
                             Contains("alice lacks the privilege INSERT on shop.items"));
  CHECK_THAT(bad.output, Contains("the role nightjar_loader does not exist") &&
                             Contains("GRANT SELECT ON x TO y") && Contains("FAULT  clocks"));
  CHECK_THAT(program.nightjar({"check", "--json"}).output,
             Contains(R"("ok":false)") && Contains(R"({"subject":"configuration )"));
}

TEST_CASE(
    "check goes on where the database is away, the files are missing, the disk is read-only") {
  ScriptedProgram program;
  program.server.refuse("28P01", "password authentication failed for user \"alice\"");
  program.write_dataset(program.dataset_yaml("schedule: {daily_at: \"02:00\", zone: Mars/Base}\n"));
  std::filesystem::remove(program.folder().path() / "source/items.json");
  program.write_settings("");
  const Outcome outcome = program.nightjar({"check"});
  CHECK(outcome.exit_code == 1);
  CHECK_THAT(outcome.output, Contains("FAULT  database") && Contains("password"));
  CHECK_THAT(outcome.output, Contains("items.json is not there"));
  CHECK_THAT(outcome.output, Contains("Mars/Base"));
}

TEST_CASE("A database that was never migrated is told apart from a broken one") {
  ScriptedProgram program;
  program.server.answer(std::string(sql::ledger_exists), {"exists"}, {{"f"}});
  const std::string command = GENERATE("runs", "status", "next");
  const Outcome outcome = program.nightjar({command});
  CHECK(outcome.exit_code == 1);
  CHECK_THAT(outcome.errors, Contains("the database \"scripted\" was never migrated") &&
                                 Contains("nightjar migrate"));
}

TEST_CASE("scaffold prints the migration of a feed") {
  const ScriptedProgram program;
  const Outcome outcome = program.nightjar({"scaffold", "shop.items"});
  CHECK(outcome.exit_code == 0);
  CHECK_THAT(outcome.output,
             Contains("CREATE TABLE shop.items (") && Contains("id bigint NOT NULL"));
  CHECK_THAT(program.nightjar({"scaffold", "shop.items", "--json"}).output,
             Catch::StartsWith("{\"migration\":\""));
}
