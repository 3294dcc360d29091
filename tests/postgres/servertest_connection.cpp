#include <csignal>
#include <fstream>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/format.hpp"
#include "postgres/connection.hpp"
#include "support/catch.hpp"
#include "support/cluster.hpp"
#include "support/cutting_proxy.hpp"

using Catch::Contains;
using nightjar::Error;
using nightjar::Misconfigured;
using nightjar::Transient;
using nightjar::postgres::Connection;
using nightjar::postgres::Transaction;
using nightjar::support::Cluster;
using nightjar::support::CuttingProxy;
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

TEST_CASE("A sibling is another session of the same user", "[server]") {
  const Database database;
  Connection connection(database.url(), "test");
  const auto sibling = connection.sibling("other");
  const std::string pid = "SELECT pg_backend_pid()";
  CHECK(sibling->query(pid).text(0, 0) != connection.query(pid).text(0, 0));
  CHECK(sibling->query("SHOW application_name").text(0, 0) == "other");
  CHECK(sibling->describe() == connection.describe());
}

TEST_CASE("A code of PostgreSQL's says what a failure is, and the session goes on", "[server]") {
  struct Case {
    std::string sqlstate;
    bool is_transient;
    bool is_misconfigured;
  };
  const std::vector<Case> failures{
      {"42501", false, true},  {"53300", true, false}, {"40001", true, false},
      {"40P01", true, false},  {"57P01", true, false}, {"42P01", false, true},
      {"23505", false, false},
  };
  const Database database;
  Connection connection(database.url(), "test");
  for (const Case& failure : failures) {
    CAPTURE(failure.sqlstate);
    try {
      connection.query(
          fmt::format("DO $$ BEGIN RAISE EXCEPTION 'it does not work' USING ERRCODE = '{}'; END $$",
                      failure.sqlstate));
      FAIL_CHECK("no failure");
    } catch (const Error& error) {
      CHECK((dynamic_cast<const Transient*>(&error) != nullptr) == failure.is_transient);
      CHECK((dynamic_cast<const Misconfigured*>(&error) != nullptr) == failure.is_misconfigured);
      CHECK(error.sqlstate() == failure.sqlstate);
      CHECK_THAT(error.what(), Contains("it does not work"));
    }
    CHECK(connection.query("SELECT 1").size() == 1);
  }
}

TEST_CASE("A session that is lost during COMMIT may have committed, and the error says so",
          "[server]") {
  const Database database;
  database.query("CREATE TABLE t (i integer)");
  CuttingProxy proxy;
  Connection connection(proxy.url(database.name()), "test");
  Transaction transaction(connection);
  transaction.query("INSERT INTO t VALUES (1)");
  const auto cut = GENERATE(CuttingProxy::Cut::before_step, CuttingProxy::Cut::after_step);
  proxy.cut_next(cut);
  try {
    transaction.commit();
    FAIL("no failure");
  } catch (const Transient& error) {
    CHECK_THAT(error.what(), Contains("the connection broke during COMMIT"));
    CHECK_THAT(error.remedy(), Contains("either there or not"));
  }
  CHECK(database.query("SELECT count(*) FROM t") ==
        (cut == CuttingProxy::Cut::after_step ? "1" : "0"));
}

TEST_CASE("A session that ends before its first answer may be possible later", "[server]") {
  CuttingProxy proxy;
  proxy.refuse();
  CHECK_THROWS_AS(Connection(proxy.url(), "test"), Transient);
  proxy.release();
  CHECK_NOTHROW(Connection(proxy.url(), "test"));
}

TEST_CASE("A server that is shutting down may come back", "[server]") {
  const Cluster cluster;
  Connection last(cluster.url(), "test");
  pid_t postmaster = 0;
  std::ifstream(cluster.folder() / "data/postmaster.pid") >> postmaster;
  REQUIRE(postmaster > 0);
  // PostgreSQL's smart shutdown waits for the session above.
  REQUIRE(::kill(postmaster, SIGTERM) == 0);
  const auto refusal = [&] {
    for (;;) Connection(cluster.url(), "too late");
  };
  try {
    refusal();
  } catch (const Transient& error) {
    CHECK_THAT(error.what(), Contains("the database system is shutting down"));
    CHECK(error.sqlstate() == "57P03");
  }
}

TEST_CASE("A warning of the server reaches whoever listens", "[server]") {
  const Database database;
  Connection connection(database.url(), "test");
  std::vector<std::string> told;
  connection.on_notice([&](const nightjar::postgres::Notice& notice) {
    told.push_back(notice.sqlstate + " " + notice.message);
  });
  connection.query("DO $$ BEGIN RAISE WARNING 'mind the gap'; END $$");
  CHECK(told == std::vector<std::string>{"01000 mind the gap"});
}
