#include <atomic>
#include <future>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "schema/migrate.hpp"
#include "support/catch.hpp"
#include "support/cluster.hpp"
#include "support/cutting_proxy.hpp"
#include "support/project.hpp"
#include "support/temporary_folder.hpp"

using Catch::Contains;
using nightjar::Misconfigured;
using nightjar::Transient;
using nightjar::postgres::Connection;
using nightjar::postgres::Transaction;
using nightjar::schema::half_applied;
using nightjar::schema::LockTimeouts;
using nightjar::schema::migrate;
using nightjar::schema::MigrationReport;
using nightjar::schema::pending_migrations;
using nightjar::support::CuttingProxy;
using nightjar::support::Database;
using nightjar::support::TemporaryFolder;

namespace {

using Names = std::vector<std::string>;

/// A database of its own and a folder with one table and one view over it.
struct Bench {
  Database database;
  TemporaryFolder folder;

  Bench() {
    folder.write("versioned/0001_films.sql", "CREATE TABLE public.films (title text);\n");
    folder.write("repeatable/100_views.sql",
                 "CREATE OR REPLACE VIEW public.titles AS SELECT title FROM public.films;\n");
  }

  [[nodiscard]] MigrationReport run() const {
    Connection connection(database.url(), "test");
    return migrate(connection, {folder.path()});
  }

  /// The Error that a run throws.
  [[nodiscard]] Misconfigured failure() const {
    try {
      static_cast<void>(run());
    } catch (const Misconfigured& error) {
      return error;
    }
    throw std::logic_error("the migration did not fail");
  }
};

}  // namespace

TEST_CASE("A new database gets its ledger and every migration, then has nothing to do",
          "[server]") {
  const Bench bench;
  const auto first = bench.run();
  CHECK(first.versioned == Names{"0001_films.sql"});
  CHECK(first.repeatable == Names{"100_views.sql"});
  CHECK_FALSE(bench.run().changed());
  CHECK(bench.database.query("SELECT kind, name, length(checksum), applied_at IS NOT NULL "
                             "FROM nightjar.migrations ORDER BY kind") ==
        "repeatable|100_views.sql|64|t\nversioned|0001_films.sql|64|t");
  CHECK(bench.database.query("SELECT count(*) FROM public.titles") == "0");
}

TEST_CASE("The migrator's own schema, table and columns have comments", "[server]") {
  const Bench bench;
  static_cast<void>(bench.run());
  CHECK(bench.database.query("SELECT obj_description('nightjar'::regnamespace) IS NOT NULL, "
                             "obj_description('nightjar.migrations'::regclass) IS NOT NULL, "
                             "count(col_description(attrelid, attnum)) FROM pg_attribute "
                             "WHERE attrelid = 'nightjar.migrations'::regclass AND attnum > 0") ==
        "t|t|5");
}

TEST_CASE("A later migration runs alone, and the views after it", "[server]") {
  const Bench bench;
  static_cast<void>(bench.run());
  bench.folder.write("versioned/9000_year.sql", "ALTER TABLE public.films ADD COLUMN year bigint;");
  const auto report = bench.run();
  CHECK(report.versioned == Names{"9000_year.sql"});
  CHECK(report.repeatable == Names{"100_views.sql"});
}

TEST_CASE("A changed view runs again, without the tables", "[server]") {
  const Bench bench;
  static_cast<void>(bench.run());
  bench.folder.write("repeatable/100_views.sql",
                     "CREATE OR REPLACE VIEW public.titles AS "
                     "SELECT title, title AS again FROM public.films;\n");
  const auto report = bench.run();
  CHECK(report.versioned.empty());
  CHECK(report.repeatable == Names{"100_views.sql"});
  CHECK(bench.database.query("SELECT count(again) FROM public.titles") == "0");
  CHECK_FALSE(bench.run().changed());
}

TEST_CASE("What is pending can be asked without changing anything", "[server]") {
  const Bench bench;
  Connection connection(bench.database.url(), "test");
  CHECK(pending_migrations(connection, {bench.folder.path()}).versioned == Names{"0001_films.sql"});
  CHECK(bench.database.query("SELECT to_regnamespace('nightjar') IS NULL") == "t");
  static_cast<void>(bench.run());
  CHECK_FALSE(pending_migrations(connection, {bench.folder.path()}).changed());
}

TEST_CASE("A migration that fails names file, line and code, and leaves no trace", "[server]") {
  const Bench bench;
  bench.folder.write("versioned/0002_slip.sql",
                     "CREATE TABLE public.half (i bigint);\n-- ß\nSELECT 1;\nSELEC 2;\n");
  const auto error = bench.failure();
  CHECK_THAT(error.what(), Contains("versioned/0002_slip.sql:4: ") && Contains("syntax error"));
  CHECK(error.sqlstate() == "42601");
  CHECK_THAT(error.remedy(), Contains("nothing of this file was applied"));
  CHECK(bench.database.query("SELECT to_regclass('public.half') IS NULL") == "t");
  CHECK(bench.database.query("SELECT name FROM nightjar.migrations") == "0001_films.sql");
  CHECK(bench.database.query("SELECT to_regclass('public.titles') IS NULL") == "t");
  bench.folder.write("versioned/0002_slip.sql", "CREATE TABLE public.half (i bigint);\n");
  CHECK(bench.run().versioned == Names{"0002_slip.sql"});
}

TEST_CASE("A failure within a function's statement names the file without a wrong line",
          "[server]") {
  const Bench bench;
  bench.folder.write("versioned/0002_do.sql",
                     "\n\n\n\nDO $$ BEGIN EXECUTE 'SELECT missing FROM public.films'; END $$;\n");
  const auto error = bench.failure();
  CHECK_THAT(error.what(), Contains("versioned/0002_do.sql: ") && Contains("missing"));
  CHECK(error.sqlstate() == "42703");
}

TEST_CASE("Repeatable files land together or not at all", "[server]") {
  const Bench bench;
  bench.folder.write("repeatable/200_slip.sql", "CREATE VIEW public.x AS SELECT nothing_there;");
  CHECK_THAT(bench.failure().what(), Contains("repeatable/200_slip.sql:1: "));
  CHECK(bench.database.query("SELECT to_regclass('public.titles') IS NULL") == "t");
  bench.folder.write("repeatable/200_slip.sql",
                     "CREATE OR REPLACE VIEW public.x AS SELECT 1 AS n;");
  CHECK(bench.run().repeatable == Names{"100_views.sql", "200_slip.sql"});
}

TEST_CASE("Views that failed after a migration was applied are owed until they have run",
          "[server]") {
  const Bench bench;
  Connection connection(bench.database.url(), "test");
  CHECK_FALSE(half_applied(connection));
  static_cast<void>(bench.run());
  CHECK_FALSE(half_applied(connection));
  bench.database.query("CREATE TABLE public.shelf (film public.titles)");
  bench.folder.write("versioned/0002_year.sql", "ALTER TABLE public.films ADD COLUMN year bigint;");
  bench.folder.write("repeatable/100_views.sql",
                     "DROP VIEW public.titles; "
                     "CREATE VIEW public.titles AS SELECT year, title FROM public.films;\n");
  for (int attempt = 0; attempt < 2; ++attempt) {
    CHECK_THAT(bench.failure().what(), Contains("column film of table public.shelf"));
    CHECK(half_applied(connection) == "0002_year.sql");
    CHECK(pending_migrations(connection, {bench.folder.path()}).repeatable.size() == 1);
  }
  bench.database.query("DROP TABLE public.shelf");
  CHECK(bench.run().repeatable == Names{"100_views.sql"});
  CHECK_FALSE(half_applied(connection));
  CHECK_FALSE(bench.run().changed());
}

TEST_CASE("While a migration waits for a reader, others read; it goes on when that one has ended",
          "[server]") {
  const Bench bench;
  static_cast<void>(bench.run());
  bench.folder.write("versioned/0002_year.sql", "ALTER TABLE public.films ADD COLUMN year bigint;");
  Connection reader(bench.database.url(), "a long report");
  auto reading = std::make_unique<Transaction>(reader);
  reading->query("SELECT title FROM public.films");
  std::promise<std::string> told;
  std::atomic<bool> first{true};
  auto migrating = std::async(std::launch::async, [&] {
    Connection connection(bench.database.url(), "test");
    return migrate(
        connection, {bench.folder.path()},
        [&](const std::string& sentence) {
          if (first.exchange(false)) told.set_value(sentence);
        },
        LockTimeouts{.lock_timeout = std::chrono::milliseconds(500),
                     .tries = 100000,
                     .first_pause = std::chrono::milliseconds(100),
                     .longest_pause = std::chrono::milliseconds(100)});
  });
  CHECK_THAT(told.get_future().get(), Contains("0002_year.sql waits for session") &&
                                          Contains("a long report") && Contains("others may pass"));
  Connection other(bench.database.url(), "another reader");
  other.query("SET statement_timeout = '60 s'");
  CHECK(other.query("SELECT count(*) FROM public.films").text(0, 0) == "0");
  reading.reset();
  CHECK(migrating.get().versioned == Names{"0002_year.sql"});
}

TEST_CASE("A migration that gets no lock says who holds it and what can be done", "[server]") {
  const Bench bench;
  static_cast<void>(bench.run());
  bench.folder.write("versioned/0002_year.sql", "ALTER TABLE public.films ADD COLUMN year bigint;");
  Connection reader(bench.database.url(), "a long report");
  Transaction reading(reader);
  const std::string pid = reading.query("SELECT pg_backend_pid()").text(0, 0);
  reading.query("SELECT title FROM public.films");
  Connection connection(bench.database.url(), "test");
  try {
    migrate(connection, {bench.folder.path()}, {},
            LockTimeouts{.lock_timeout = std::chrono::milliseconds(1000),
                         .tries = 2,
                         .first_pause = std::chrono::milliseconds(1)});
    FAIL_CHECK("got the lock");
  } catch (const Transient& error) {
    CHECK_THAT(error.what(), Contains("0002_year.sql") && Contains("2 tries of 1 s") &&
                                 Contains("session " + pid + " of postgres (a long report)") &&
                                 Contains("idle in transaction") && Contains("since 2") &&
                                 Contains("SELECT title FROM public.films"));
    CHECK_THAT(error.remedy(), Contains("SELECT pg_terminate_backend(" + pid + ");") &&
                                   Contains("nightjar migrate"));
  }
  CHECK(bench.database.query("SELECT count(*) FROM nightjar.migrations WHERE name LIKE '0002%'") ==
        "0");
}

TEST_CASE(
    "A notice that a migration raises is shown, but not one about what exists or is missing "
    "already",
    "[server]") {
  const Bench bench;
  bench.folder.write("versioned/0002_notes.sql",
                     "CREATE TABLE IF NOT EXISTS public.films (); "
                     "DROP VIEW IF EXISTS public.none; DROP FUNCTION IF EXISTS public.none(); "
                     "ALTER TABLE public.films DROP COLUMN IF EXISTS none; "
                     "DO $$ BEGIN RAISE NOTICE 'mind the gap' USING HINT = 'jump'; END $$;");
  std::string told;
  Connection connection(bench.database.url(), "test");
  migrate(connection, {bench.folder.path()},
          [&](const std::string& sentence) { told += sentence + "\n"; });
  CHECK(told == "mind the gap (jump)\n");
}

TEST_CASE("A migration that commits by itself is reported", "[server]") {
  const Bench bench;
  bench.folder.write("versioned/0002_commit.sql", "BEGIN; SELECT 1; COMMIT;");
  CHECK_THAT(bench.failure().what(), Contains("0002_commit.sql: ends its transaction by itself"));
  CHECK(bench.database.query("SELECT count(*) FROM nightjar.migrations "
                             "WHERE name = '0002_commit.sql'") == "0");
}

TEST_CASE("An edited migration is refused and nothing runs", "[server]") {
  const Bench bench;
  static_cast<void>(bench.run());
  bench.folder.write("versioned/0001_films.sql", "CREATE TABLE public.movies (title text);\n");
  bench.folder.write("versioned/0002_more.sql", "CREATE TABLE public.more (i bigint);\n");
  CHECK_THAT(bench.failure().what(), Contains("0001_films.sql: was edited after it had been"));
  CHECK(bench.database.query("SELECT to_regclass('public.more') IS NULL") == "t");
}

TEST_CASE("A database that is newer than the program is refused", "[server]") {
  const Bench bench;
  static_cast<void>(bench.run());
  bench.database.query(
      "INSERT INTO nightjar.migrations (kind, name, checksum) "
      "VALUES ('versioned', '0099_future.sql', 'x')");
  CHECK_THAT(bench.failure().what(),
             Contains("newer than this program") && Contains("0099_future.sql"));
}

TEST_CASE("Of two migrators at once one does the work and both succeed", "[server]") {
  const Bench bench;
  bench.folder.write("versioned/0002_slow.sql", "SELECT pg_sleep(0.3);");
  auto other = std::async(std::launch::async, [&] { return bench.run(); });
  const auto mine = bench.run();
  const auto theirs = other.get();
  CHECK(mine.changed() != theirs.changed());
  CHECK(mine.versioned.size() + theirs.versioned.size() == 2);
}

TEST_CASE("A migrator without privileges learns whose privileges are needed", "[server]") {
  const Bench bench;
  bench.database.query("CREATE ROLE stranger LOGIN");
  try {
    Connection connection(bench.database.url("stranger"), "test");
    migrate(connection, {bench.folder.path()});
    FAIL_CHECK("not refused");
  } catch (const Misconfigured& error) {
    CHECK_THAT(error.what(), Contains("nightjar.migrations") && Contains("permission denied"));
    CHECK_THAT(error.remedy(), Contains("owner of the database"));
    CHECK(error.sqlstate() == "42501");
  }
  bench.database.query("DROP ROLE stranger");
}

TEST_CASE("A migrator who owns the database but not the table learns whose owner is needed",
          "[server]") {
  const Bench bench;
  bench.database.query(
      "CREATE TABLE public.old (i bigint); CREATE ROLE carol LOGIN; "
      "ALTER SCHEMA public OWNER TO carol; ALTER DATABASE " +
      bench.database.name() + " OWNER TO carol");
  bench.folder.write("versioned/0002_old.sql", "ALTER TABLE public.old ADD COLUMN j bigint;");
  try {
    Connection connection(bench.database.url("carol"), "test");
    migrate(connection, {bench.folder.path()});
    FAIL_CHECK("not refused");
  } catch (const Misconfigured& error) {
    CHECK_THAT(error.what(), Contains("must be owner of table old"));
    CHECK_THAT(error.remedy(), Contains("as the owner of what is named here"));
  }
  bench.database.query("REASSIGN OWNED BY carol TO postgres; DROP OWNED BY carol");
  bench.database.query("DROP ROLE carol");
}

TEST_CASE("A migration that is cut off at any step is done by the next one", "[server]") {
  const auto cut = GENERATE(CuttingProxy::Cut::before_step, CuttingProxy::Cut::after_step);
  CuttingProxy proxy;
  bool has_named_a_file = false;
  for (std::size_t nth = 0;; ++nth) {
    INFO("cut at step " << nth);
    const Bench bench;
    proxy.cut_at(0, nth, cut);
    try {
      Connection connection(proxy.url(bench.database.name()), "test");
      migrate(connection, {bench.folder.path()});
    } catch (const Transient& error) {
      const std::string what = error.what();
      has_named_a_file = has_named_a_file || what.find("0001_films.sql") != what.npos;
    }
    if (!proxy.has_cut()) break;
    static_cast<void>(bench.run());
    CHECK_FALSE(bench.run().changed());
    CHECK(bench.database.query("SELECT count(title) FROM public.titles") == "0");
  }
  CHECK(has_named_a_file);
}

TEST_CASE("The project's migrations bring a new database up, and a second time do nothing",
          "[server]") {
  const Database database;
  const auto sources = nightjar::support::project_migrations();
  Connection connection(database.url(), "test");
  const auto report = migrate(connection, sources);
  CHECK(report.versioned.size() >= 3);
  CHECK_FALSE(migrate(connection, sources).changed());
  CHECK(database.query("SELECT to_regclass('vendor.books_history') IS NOT NULL") == "t");
}
