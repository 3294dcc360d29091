#include <string>

#include "base/error.hpp"
#include "base/format.hpp"
#include "postgres/connection.hpp"
#include "support/catch.hpp"
#include "support/cluster.hpp"

using Catch::Contains;
using nightjar::Error;
using nightjar::Misconfigured;
using nightjar::Transient;
using nightjar::postgres::Connection;
using nightjar::postgres::Transaction;
using nightjar::support::Cluster;
using nightjar::support::Database;

TEST_CASE("A session binds values as parameters and gives nulls back as nothing", "[server]") {
  const Database database;
  Connection connection(database.url(), "test");
  const std::string hostile = "'; DROP TABLE x; --\\\"$1";
  const auto answer = connection.query("SELECT $1::text, $2::text, $3::bigint + 1, $4::boolean",
                                       {hostile, std::nullopt, "41", "true"});
  CHECK(answer.size() == 1);
  CHECK(answer.value(0, 0) == hostile);
  CHECK_FALSE(answer.value(0, 1));
  CHECK(answer.text(0, 1).empty());
  CHECK(answer.integer(0, 2) == 42);
  CHECK(answer.is_true(0, 3));
}

TEST_CASE("A session returns how many rows a statement affected", "[server]") {
  const Database database;
  Connection connection(database.url(), "test");
  connection.run_script("CREATE TABLE t (i integer); INSERT INTO t SELECT generate_series(1, 5)");
  CHECK(connection.query("UPDATE t SET i = -i WHERE i > 2").affected() == 3);
  CHECK(connection.query("DELETE FROM t WHERE i = 99").affected() == 0);
}

TEST_CASE("A session keeps to UTC, whatever the server is set to", "[server]") {
  const Database database;
  Connection connection(database.url(), "test");
  CHECK(connection.query("SHOW timezone").text(0, 0) == "UTC");
  CHECK(connection.query("SELECT timestamptz '2021-12-17 11:49:40+01'").text(0, 0) ==
        "2021-12-17 10:49:40+00");
}

TEST_CASE("A session says who it is", "[server]") {
  const Database database;
  Connection connection(database.url(), "it's \\ a test");
  CHECK(connection.query("SHOW application_name").text(0, 0) == "it's \\ a test");
}

TEST_CASE("A transaction that is not committed leaves nothing", "[server]") {
  const Database database;
  Connection connection(database.url(), "test");
  connection.query("CREATE TABLE t (i integer)");
  {
    Transaction transaction(connection);
    transaction.query("INSERT INTO t VALUES (1)");
  }
  CHECK(connection.query("SELECT count(*) FROM t").integer(0, 0) == 0);
  {
    Transaction transaction(connection);
    transaction.query("INSERT INTO t VALUES (1)");
    transaction.commit();
  }
  CHECK(connection.query("SELECT count(*) FROM t").integer(0, 0) == 1);
}

TEST_CASE("A wrong password is reported as such, without the password", "[server]") {
  const Database database;
  database.query("CREATE ROLE locked_out LOGIN PASSWORD 'right'");
  const std::string url = database.url("locked_out") + "&password=hunter2";
  try {
    const Connection connection(url, "test");
    FAIL("it let us in");
  } catch (const Misconfigured& error) {
    CHECK_THAT(error.what(), Contains("password authentication failed"));
    CHECK_THAT(error.remedy(), Contains("password"));
    CHECK_THAT(error.what() + error.remedy(), !Contains("hunter2"));
  }
  CHECK_NOTHROW(Connection(database.url("locked_out") + "&password=right", "test"));
  database.query("DROP ROLE locked_out");
}

TEST_CASE("A database that is not there is for the operator", "[server]") {
  CHECK_THROWS_AS(Connection(Cluster::shared().url("nowhere"), "test"), Misconfigured);
}

TEST_CASE("A role that is not there is for the operator", "[server]") {
  const Database database;
  CHECK_THROWS_AS(Connection(database.url("nobody_at_all"), "test"), Misconfigured);
}

TEST_CASE("A server that is not there may come back", "[server]") {
  CHECK_THROWS_AS(Connection("postgresql:///x?host=/nowhere/at/all", "test"), Transient);
  CHECK_THROWS_AS(Connection("postgresql://127.0.0.1:1/x", "test"), Transient);
}

TEST_CASE("A connection string that is none is refused without repeating it", "[server]") {
  try {
    const Connection connection("host=localhost password=hunter2 'unclosed", "test");
    FAIL("it was taken");
  } catch (const Misconfigured& error) {
    CHECK_THAT(error.what() + error.remedy(), !Contains("hunter2"));
  }
}

TEST_CASE("A session that was ended stays ended, and takes its transaction along", "[server]") {
  const Database database;
  Connection connection(database.url(), "nightjar test of an ended session");
  connection.query("CREATE TABLE t (i integer)");
  {
    Transaction transaction(connection);
    transaction.query("INSERT INTO t VALUES (1)");
    database.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE application_name = 'nightjar test of an ended session'");
    CHECK_THROWS_AS(transaction.query("INSERT INTO t VALUES (2)"), Transient);
  }
  for (int attempt = 0; attempt < 3; ++attempt) {
    CHECK_THROWS_AS(connection.query("SELECT 1"), Error);
  }
  CHECK(database.query("SELECT count(*) FROM t") == "0");
}

TEST_CASE("A long statement is cancelled by what is thrown while it is waited for", "[server]") {
  const Database database;
  Connection connection(database.url(), "test");
  connection.while_waiting([] { throw Transient("enough", "wait less"); });
  CHECK_THROWS_WITH(connection.query("SELECT pg_sleep(600)"), "enough");
  {
    Transaction transaction(connection);
    CHECK_THROWS_WITH(transaction.query("SELECT pg_sleep(600)"), "enough");
  }
  connection.while_waiting({});
  CHECK(connection.query("SELECT pg_sleep(0.3), 1").integer(0, 1) == 1);
  CHECK(connection
            .query("SELECT count(*) FROM pg_stat_activity WHERE state = 'active' "
                   "AND query LIKE '%pg_sleep(600)' AND datname = current_database()")
            .integer(0, 0) == 0);
}

TEST_CASE("Whoever waits for a statement gets to do something else until it has ended",
          "[server]") {
  const Database database;
  Connection connection(database.url(), "test");
  Connection holder(database.url(), "holder");
  holder.query("SELECT pg_advisory_lock(1)");
  int calls = 0;
  connection.while_waiting([&] {
    if (++calls == 3) holder.query("SELECT pg_advisory_unlock(1)");
  });
  CHECK(connection.query("SELECT pg_advisory_lock(1), 7").integer(0, 1) == 7);
  CHECK(calls >= 3);
}

TEST_CASE("A session describes where it leads, without its password", "[server]") {
  const Database database;
  Connection connection(database.url() + "&password=hunter2", "test");
  CHECK_THAT(connection.describe(), Contains(database.name()) && !Contains("hunter2"));
}
