#include "support/catch.hpp"
#include "support/cluster.hpp"
#include "support/process.hpp"

using nightjar::support::Cluster;
using nightjar::support::Database;
using nightjar::support::run;

TEST_CASE("A database of a test is empty, and its own", "[server]") {
  const Database one;
  const Database other;
  one.query("CREATE TABLE t (i integer)");
  CHECK(one.query("SELECT count(*) FROM pg_tables WHERE tablename = 't'") == "1");
  CHECK(other.query("SELECT count(*) FROM pg_tables WHERE tablename = 't'") == "0");
}

TEST_CASE("A prepared database is filled once and copied from then on", "[server]") {
  int filled = 0;
  const auto fill = [&](const std::string& url) {
    ++filled;
    CHECK(url.starts_with("postgresql:///"));
  };
  const Database one("prepared", fill);
  const Database other("prepared", fill);
  CHECK(filled == 1);
  CHECK(one.name() != other.name());
}

TEST_CASE("A database is dropped with its object", "[server]") {
  std::string name;
  { name = Database().name(); }
  CHECK(Cluster::shared().query("SELECT count(*) FROM pg_database WHERE datname = '" + name +
                                "'") == "0");
}

TEST_CASE("A query that fails throws what the server said", "[server]") {
  const Database database;
  CHECK_THROWS_WITH(database.query("SELECT 1/0"), Catch::Contains("division by zero"));
}

TEST_CASE("The cluster is of a supported PostgreSQL and folds É to é", "[server]") {
  const Database database;
  CHECK(database.query("SELECT current_setting('server_version_num')::integer >= 130000") == "t");
  CHECK(database.query("SELECT lower('CAFÉ')") == "café");
}

TEST_CASE("The role locked_out gets in by its password only", "[server]") {
  const Database database;
  database.query("CREATE ROLE locked_out LOGIN PASSWORD 'secret'");
  const auto log_in = [&](const std::string& password) {
    return run({.words = {"psql", "-Xw", "-c", "SELECT 1", database.url("locked_out")},
                .environment = {{"PGPASSWORD", password}}});
  };
  CHECK(log_in("secret").exit_code == 0);
  CHECK(log_in("guess").errors.find("password authentication failed") != std::string::npos);
  database.query("DROP ROLE locked_out");
}
