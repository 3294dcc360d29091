#include <stdexcept>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "postgres/binary.hpp"
#include "postgres/connection.hpp"
#include "postgres/copy_reader.hpp"
#include "postgres/copy_writer.hpp"
#include "support/catch.hpp"
#include "support/scripted_server.hpp"

using Catch::Contains;
using nightjar::Error;
using nightjar::Misconfigured;
using nightjar::Transient;
using nightjar::postgres::Connection;
using nightjar::postgres::CopyReader;
using nightjar::postgres::CopyWriter;
using nightjar::postgres::Transaction;
using nightjar::support::ScriptedServer;

TEST_CASE("A session sets what every session sets, and binds values as text") {
  ScriptedServer server;
  server.answer("SELECT $1", {"a", "b"}, {{"1", std::nullopt}, {"x", "t"}});
  Connection connection(server.url(), "test");
  CHECK(server.statements("SET timezone = 'UTC'").size() == 1);
  const auto result = connection.query("SELECT $1, $2", {"o'ne", std::nullopt});
  REQUIRE(result.size() == 2);
  CHECK(result.columns() == 2);
  CHECK(result.column_name(1) == "b");
  CHECK(result.integer(0, 0) == 1);
  CHECK_FALSE(result.value(0, 1));
  CHECK(result.text(0, 1).empty());
  CHECK(result.is_true(1, 1));
  CHECK(server.statements("SELECT $1, $2") == std::vector<std::string>{"SELECT $1, $2|o'ne|NULL"});
  CHECK_THAT(connection.describe(), Contains("scripted on ") && Contains(" as alice"));
}

TEST_CASE("A sibling is another session of the same user") {
  ScriptedServer server;
  server.answer("SELECT pg_backend_pid() AS me", {"me"}, {{"5"}});
  const Connection connection(server.url(), "test");
  const auto sibling = connection.sibling("other");
  CHECK(sibling->query("SELECT 1").empty());
  CHECK(sibling->describe() == connection.describe());
}

TEST_CASE("How many rows a statement changed is known") {
  ScriptedServer server;
  server.answer("UPDATE", {.tag = "UPDATE 3"});
  Connection connection(server.url(), "test");
  CHECK(connection.query("UPDATE t SET a = 1").affected() == 3);
}

TEST_CASE("A transaction that is not committed is rolled back") {
  ScriptedServer server;
  Connection connection(server.url(), "test");
  {
    Transaction transaction(connection);
    transaction.query("INSERT 1");
  }
  CHECK(server.statements("ROLLBACK").size() == 1);
  CHECK(server.statements("COMMIT").empty());
  {
    Transaction transaction(connection);
    transaction.run_script("INSERT 2; INSERT 3");
    transaction.commit();
  }
  CHECK(server.statements("COMMIT").size() == 1);
}

TEST_CASE("What a failure means is told by its code, whatever libpqxx makes of it") {
  struct Case {
    std::string sqlstate;
    bool is_transient;
    bool is_misconfigured;
  };
  const auto failure = GENERATE(values<Case>({
      {"42501", false, true},
      {"53300", true, false},
      {"40001", true, false},
      {"40P01", true, false},
      {"57P01", true, false},
      {"42P01", false, true},
      {"23505", false, false},
  }));
  CAPTURE(failure.sqlstate);
  ScriptedServer server;
  server.fail("SELECT bad", failure.sqlstate, "it does not work");
  Connection connection(server.url(), "test");
  try {
    connection.query("SELECT bad");
    FAIL("no failure");
  } catch (const Error& error) {
    CHECK((dynamic_cast<const Transient*>(&error) != nullptr) == failure.is_transient);
    CHECK((dynamic_cast<const Misconfigured*>(&error) != nullptr) == failure.is_misconfigured);
    CHECK(error.sqlstate() == failure.sqlstate);
    CHECK_THAT(error.what(), Contains("it does not work"));
  }
  CHECK_NOTHROW(connection.query("SELECT 1"));  // the session goes on
}

TEST_CASE("A lost session is transient, and is not opened again in silence") {
  ScriptedServer server;
  server.answer("SELECT last", {.hangs_up = true});
  Connection connection(server.url(), "test");
  CHECK_THROWS_AS(connection.query("SELECT last"), Transient);
  CHECK_THROWS_AS(connection.query("SELECT 1"), Error);
  CHECK(server.statements("SELECT 1").empty());
}

TEST_CASE("A session that is lost during COMMIT may have committed, and the error says so") {
  ScriptedServer server;
  server.answer("COMMIT", {.hangs_up = true});
  Connection connection(server.url(), "test");
  Transaction transaction(connection);
  transaction.query("INSERT 1");
  try {
    transaction.commit();
    FAIL("no failure");
  } catch (const Transient& error) {
    CHECK_THAT(error.what(), Contains("COMMIT"));
  }
}

TEST_CASE("Refused sessions tell why") {
  ScriptedServer server;
  server.refuse("28P01", "password authentication failed for user \"alice\"");
  CHECK_THROWS_AS(Connection(server.url(), "test"), Misconfigured);
  server.refuse("57P03", "the database system is starting up");
  CHECK_THROWS_AS(Connection(server.url(), "test"), Transient);
}

TEST_CASE("A pooler that lends one process to several sessions is refused") {
  ScriptedServer server;
  server.answer("pg_backend_pid", {"pid"}, {{"1"}});
  CHECK_THROWS_WITH(Connection(server.url(), "test"), Contains("connection pooler"));
}

TEST_CASE("What is thrown while a statement runs cancels it") {
  ScriptedServer server;
  server.answer("SELECT long", {.sqlstate = "57014",
                                .message = "canceling statement due to user request",
                                .awaits_cancel = true});
  Connection connection(server.url(), "test");
  connection.while_waiting([] { throw std::runtime_error("enough"); });
  CHECK_THROWS_WITH(connection.query("SELECT long"), "enough");
  connection.while_waiting({});
  CHECK_NOTHROW(connection.query("SELECT 1"));
}

TEST_CASE("A warning of the server reaches whoever listens") {
  ScriptedServer server;
  server.answer("SELECT loud", {.notice = "mind the gap"});
  Connection connection(server.url(), "test");
  std::vector<std::string> told;
  connection.on_notice([&](const nightjar::postgres::Notice& notice) {
    told.push_back(notice.sqlstate + " " + notice.message);
  });
  connection.query("SELECT loud");
  CHECK(told == std::vector<std::string>{"01000 mind the gap"});
}

namespace {

const std::string copy_header{"PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0", 19};

std::string row_of(const std::string& value) {
  std::string row;
  nightjar::postgres::append_int16(row, 2);
  nightjar::postgres::append_field(row, value);
  nightjar::postgres::append_null_field(row);
  return row;
}

}  // namespace

TEST_CASE("Rows are read out of the database as they come") {
  ScriptedServer server;
  const std::string end("\377\377", 2);
  server.answer("TO STDOUT", {.copied = {copy_header + row_of("tea"), row_of("jam"), end}});
  CopyReader reader(server.url(), "test", "COPY t TO STDOUT (FORMAT binary)");
  std::vector<std::string> values;
  while (auto row = reader.next()) {
    values.emplace_back(nightjar::postgres::take_field(*row).value_or("NULL"));
    values.emplace_back(nightjar::postgres::take_field(*row).value_or("NULL"));
    CHECK(row->empty());
  }
  CHECK(values == std::vector<std::string>{"tea", "NULL", "jam", "NULL"});
}

TEST_CASE("A COPY that is not read to its end leaves its transaction usable") {
  ScriptedServer server;
  server.answer("TO STDOUT", {.copied = {copy_header + row_of("tea"), row_of("jam")}});
  Connection connection(server.url(), "test");
  Transaction transaction(connection);
  {
    CopyReader reader(transaction, "COPY t TO STDOUT (FORMAT binary)");
    CHECK(reader.next());
  }
  CHECK_NOTHROW(transaction.query("SELECT 1"));
}

TEST_CASE("Rows are written in PostgreSQL's binary form, and counted by the server") {
  ScriptedServer server;
  server.answer("FROM STDIN", {.tag = "COPY 2"});
  CopyWriter writer(server.url(), "test", "COPY t FROM STDIN (FORMAT binary)", 2);
  writer.write(row_of("tea").substr(2));
  writer.write(row_of("jam").substr(2));
  CHECK(writer.finish() == 2);
  CHECK(server.copied_in() ==
        copy_header + row_of("tea") + row_of("jam") + std::string("\377\377", 2));
}

TEST_CASE("A COPY that is not finished is taken back, and its transaction can end") {
  ScriptedServer server;
  Connection connection(server.url(), "test");
  Transaction transaction(connection);
  {
    CopyWriter writer(transaction, "COPY t FROM STDIN (FORMAT binary)", 2);
    writer.write(row_of("tea").substr(2));
  }
  CHECK_NOTHROW(transaction.run_script("ROLLBACK"));
}

TEST_CASE("A COPY that cannot start tells why") {
  ScriptedServer server;
  server.fail("FROM STDIN", "42501", "permission denied for table t");
  CHECK_THROWS_AS(CopyWriter(server.url(), "test", "COPY t FROM STDIN (FORMAT binary)", 2),
                  Misconfigured);
  server.fail("TO STDOUT", "42P01", "relation \"t\" does not exist");
  CHECK_THROWS_AS(CopyReader(server.url(), "test", "COPY t TO STDOUT (FORMAT binary)"),
                  Misconfigured);
}
