#include <chrono>
#include <string>

#include "base/format.hpp"
#include "postgres/connection.hpp"
#include "postgres/wal_pump.hpp"
#include "support/catch.hpp"
#include "support/cluster.hpp"

using nightjar::postgres::Connection;
using nightjar::postgres::Transaction;
using nightjar::postgres::WalPump;
using nightjar::support::Cluster;
using nightjar::support::Database;

namespace {

/// A server whose WAL writer has nothing to do by itself: it looks every ten seconds.
struct IdleWalWriter {
  IdleWalWriter() { set("ALTER SYSTEM SET wal_writer_delay = '10s'"); }
  ~IdleWalWriter() { set("ALTER SYSTEM RESET wal_writer_delay"); }
  IdleWalWriter(const IdleWalWriter&) = delete;
  IdleWalWriter& operator=(const IdleWalWriter&) = delete;

  static void set(const std::string& statement) {
    Cluster::shared().query(statement);
    Cluster::shared().query("SELECT pg_reload_conf()");
  }
};

/// Asks until the answer is yes, for five seconds at most.
bool becomes_true(Connection& observer, const std::string& question) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(5);
  while (!observer.query(question).is_true(0, 0)) {
    if (std::chrono::steady_clock::now() > deadline) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("The log of a transaction is written out while it is open, whoever pumps", "[server]") {
  const IdleWalWriter idle;
  const Database database;
  database.query("CREATE TABLE t (v text); CREATE ROLE pumper LOGIN");
  Connection observer(database.url(), "test");
  Connection writer(database.url(), "test");
  {
    Transaction transaction(writer);
    const WalPump pump(database.url("pumper"), "test");
    transaction.query("INSERT INTO t SELECT repeat('x', 1000) FROM generate_series(1, 3000)");
    const std::string end = observer.query("SELECT pg_current_wal_insert_lsn()").text(0, 0);
    // Since PostgreSQL 17 it may leave a little less than wal_writer_flush_after, 1 MB.
    CHECK(becomes_true(observer, fmt::format("SELECT pg_wal_lsn_diff('{}', pg_current_wal_lsn()) "
                                             "<= 1.1 * 1024 * 1024",
                                             end)));
  }
  database.query("DROP ROLE pumper");
}

TEST_CASE("A pump whose session is ended does no harm", "[server]") {
  const Database database;
  Connection observer(database.url(), "test");
  Connection writer(database.url(), "test");
  Transaction transaction(writer);
  transaction.query("CREATE TABLE t (v text)");
  {
    const WalPump pump(database.url(), "nightjar test of a pump");
    CHECK(becomes_true(observer,
                       "SELECT count(pg_terminate_backend(pid)) = 1 FROM pg_stat_activity "
                       "WHERE application_name = 'nightjar test of a pump'"));
  }
  transaction.commit();
  CHECK(database.query("SELECT count(*) FROM t") == "0");
}
