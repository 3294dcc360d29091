#include <string>

#include "schema/migrate.hpp"
#include "schema/privileges.hpp"
#include "support/catch.hpp"
#include "support/cluster.hpp"
#include "support/process.hpp"
#include "support/project.hpp"

using Catch::Contains;
using nightjar::postgres::Connection;
using nightjar::schema::migrate;
using nightjar::schema::missing_privileges;
using nightjar::schema::MissingPrivileges;
using nightjar::support::Cluster;
using nightjar::support::Database;
using nightjar::support::project_migrations;

namespace {

/// Migrates with the project's files; gives what was told meanwhile.
std::string migrate_project(const std::string& url) {
  std::string told;
  Connection connection(url, "test");
  static_cast<void>(migrate(connection, project_migrations(),
                            [&](const std::string& sentence) { told += sentence + "\n"; }));
  return told;
}

MissingPrivileges missing_in(const std::string& url) {
  Connection connection(url, "test");
  return missing_privileges(connection);
}

/// The project's database, restored from a dump that left all privileges out.
struct Restored : Database {
  Restored() {
    const Database original("project for privileges",
                            [](const std::string& url) { migrate_project(url); });
    const auto dump =
        nightjar::support::run({.words = {"pg_dump", "--no-privileges", original.url()}});
    REQUIRE(dump.exit_code == 0);
    query(dump.output);
  }
};

constexpr const char* rights =
    "SELECT has_table_privilege('nightjar_analyst', 'vendor.books_live', 'SELECT'), "
    "has_table_privilege('nightjar_analyst', 'nightjar.health', 'SELECT'), "
    "has_table_privilege('nightjar_loader', 'vendor.books_past', 'INSERT'), "
    "has_table_privilege('nightjar_ops', 'nightjar.runs', 'SELECT'), "
    "has_function_privilege('nightjar_loader', 'nightjar.refresh_summaries(text,bigint)', "
    "'EXECUTE'), "
    "has_table_privilege('nightjar_analyst', 'vendor.books_past', 'SELECT'), "
    "has_table_privilege('nightjar_analyst', 'vendor.books_staging', 'SELECT'), "
    "has_function_privilege('public', 'nightjar.refresh_summaries(text,bigint)', 'EXECUTE')";
constexpr const char* rights_as_they_should_be = "t|t|t|t|t|f|f|f";

}  // namespace

TEST_CASE(
    "Roles that the migrator may not create are reported every time, and get their grants later",
    "[server]") {
  const Cluster cluster;  // roles are the whole server's: this one has none yet
  cluster.query("CREATE ROLE worker LOGIN");
  cluster.query("CREATE DATABASE house OWNER worker");
  const std::string url = cluster.url("house", "worker");
  for (int time = 0; time < 2; ++time) {
    CHECK_THAT(migrate_project(url),
               Contains("role nightjar_analyst was not created: worker may not create roles") &&
                   Contains("CREATE ROLE nightjar_loader NOLOGIN;"));
    CHECK(missing_in(url).roles.size() == 3);
  }
  for (const std::string& role : missing_in(url).roles) {
    cluster.query("CREATE ROLE " + role + " NOLOGIN");
  }
  CHECK_FALSE(missing_in(url).statements.empty());
  CHECK(migrate_project(url).empty());
  CHECK(missing_in(url).roles.empty());
  CHECK(missing_in(url).statements.empty());
  CHECK(cluster.query(rights, "house") == rights_as_they_should_be);
}

TEST_CASE("Privileges that a restore left out come back by the next migrate", "[server]") {
  const Restored database;
  CHECK_FALSE(missing_in(database.url()).statements.empty());
  CHECK(migrate_project(database.url()).empty());
  CHECK(missing_in(database.url()).statements.empty());
  CHECK(database.query(rights) == rights_as_they_should_be);
}

TEST_CASE("The statements for missing privileges run as they are and leave none missing",
          "[server]") {
  const Restored database;
  for (const std::string& statement : missing_in(database.url()).statements) {
    INFO(statement);
    database.query(statement);
  }
  CHECK(missing_in(database.url()).statements.empty());
  CHECK(database.query(rights) == rights_as_they_should_be);
}

TEST_CASE("What people made in a feed's schema is theirs to grant", "[server]") {
  const Restored database;
  migrate_project(database.url());
  database.query(
      "CREATE ROLE dba; GRANT CREATE ON SCHEMA vendor TO dba; "
      "SET ROLE dba; CREATE VIEW vendor.of_dba AS SELECT 1 AS one");
  CHECK(missing_in(database.url()).statements.empty());
  database.query("DROP OWNED BY dba; DROP ROLE dba");
}
