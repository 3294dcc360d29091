#include <string>

#include "base/error.hpp"
#include "schema/after_load.hpp"
#include "schema/privileges.hpp"
#include "support/catch.hpp"
#include "support/cluster.hpp"
#include "support/project.hpp"
#include "support/temporary_folder.hpp"

using Catch::Contains;
using nightjar::Error;
using nightjar::UsageError;
using nightjar::feed::AfterLoad;
using nightjar::feed::Dataset;
using nightjar::postgres::Connection;
using nightjar::schema::after_load_differences;
using nightjar::schema::migrate;
using nightjar::schema::MigrationReport;
using nightjar::schema::MigrationSources;
using nightjar::schema::retired_modules;
using nightjar::support::Database;
using nightjar::support::engine_migrations;
using nightjar::support::migrate_from;
using nightjar::support::TemporaryFolder;

namespace {

using Names = std::vector<std::string>;

constexpr const char* articles =
    "CREATE SCHEMA shop;\nCREATE TABLE shop.articles (id bigint PRIMARY KEY, name text, valid_from "
    "timestamptz NOT NULL, deleted_at timestamptz, run_id bigint NOT NULL, row_id bigint NOT NULL, "
    "value_fingerprint uuid NOT NULL);\n";

/// What a module's function is called with is kept for the test.
constexpr const char* refresh =
    "CREATE SCHEMA IF NOT EXISTS shop_figures;\n"
    "CREATE TABLE IF NOT EXISTS shop_figures.calls (dataset text, run_id bigint);\n"
    "CREATE OR REPLACE FUNCTION shop_figures.refresh(of_dataset text, of_run_id bigint) RETURNS "
    "void LANGUAGE sql AS 'INSERT INTO shop_figures.calls VALUES (of_dataset, of_run_id)';\n";

/// A database and a module shop, whose folder has a feed, a view on what stands beside it, and a
/// function.
struct Bench {
  Database database;
  TemporaryFolder folder;
  MigrationSources sources = engine_migrations();

  Bench() {
    folder.write("shop/migrations/versioned/0001_articles.sql", articles);
    folder.write("shop/migrations/repeatable/100_names.sql",
                 "CREATE OR REPLACE VIEW shop.names AS SELECT name FROM shop.articles_live;\n");
    folder.write("shop/migrations/repeatable/200_refresh.sql", refresh);
    add("shop");
    Dataset dataset;
    dataset.name = "shop";
    dataset.module = "shop";
    dataset.file = folder.path() / "shop/shop.yaml";
    dataset.after_load = AfterLoad{"shop_figures", "refresh", 7};
    sources.datasets = {dataset};
  }
  void add(const std::string& module) {
    sources.modules.push_back({module, folder.path() / module});
  }
  [[nodiscard]] MigrationReport run(const std::optional<std::string>& only = {}) const {
    Connection connection(database.url(), "test");
    return migrate(connection, sources, {}, {}, only);
  }
  [[nodiscard]] std::string failure() const {
    try {
      static_cast<void>(run());
    } catch (const Error& error) {
      return std::string(error.what()) + "\n" + error.remedy();
    }
    return "";
  }
  [[nodiscard]] std::string retired() const {
    Connection connection(database.url(), "test");
    std::string text;
    for (const auto& module : retired_modules(connection, sources)) text += module.name + " ";
    return text;
  }
};

}  // namespace

TEST_CASE("Without a module a database has the schema nightjar and nothing else", "[server]") {
  const Database database;
  migrate_from(database.url(), engine_migrations());
  CHECK(database.query("SELECT string_agg(nspname, ' ' ORDER BY nspname) FROM pg_namespace WHERE "
                       "nspname !~ '^pg_'") == "information_schema nightjar public");
  CHECK(database.query(
            "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace") == "0");
}

TEST_CASE("A module's files run after the engine's: tables, what stands beside them, then views",
          "[server]") {
  const Bench bench;
  const auto report = bench.run();
  CHECK(report.versioned.back() == "shop/0001_articles.sql");
  CHECK(report.repeatable.back() == "shop/200_refresh.sql");
  CHECK(bench.database.query("SELECT count(*) FROM shop.names") == "0");
  CHECK(bench.database.query("SELECT module, schemas, needs_renewal FROM nightjar.modules ORDER BY "
                             "module") == "nightjar|{nightjar}|f\nshop|{shop,shop_figures}|f");
  CHECK_FALSE(bench.run().changed());
}

TEST_CASE("A change to one module runs the files of that one", "[server]") {
  Bench bench;
  bench.folder.write("other/migrations/repeatable/100_x.sql",
                     "CREATE SCHEMA IF NOT EXISTS other; "
                     "CREATE OR REPLACE VIEW other.x AS SELECT 1 AS one;\n");
  bench.add("other");
  static_cast<void>(bench.run());
  bench.folder.write("shop/migrations/versioned/0002_price.sql",
                     "ALTER TABLE shop.articles ADD COLUMN price numeric;\n");
  const auto report = bench.run();
  CHECK(report.versioned == Names{"shop/0002_price.sql"});
  CHECK(report.repeatable == Names{"shop/100_names.sql", "shop/200_refresh.sql"});
  CHECK(bench.database.query("SELECT count(price) FROM shop.articles_live") == "0");
}

TEST_CASE("One module is migrated alone where it is named", "[server]") {
  Bench bench;
  bench.folder.write("other/migrations/versioned/0001_x.sql", "CREATE SCHEMA other;\n");
  bench.add("other");
  CHECK(bench.run("other").versioned.back() == "other/0001_x.sql");
  CHECK(bench.database.query("SELECT to_regnamespace('shop') IS NULL") == "t");
  CHECK(bench.run("shop").versioned == Names{"shop/0001_articles.sql"});
  CHECK_THROWS_AS(bench.run("shoop"), UsageError);
  CHECK_THROWS_WITH(bench.run("shoop"), Contains("no module \"shoop\" is configured; did you mean "
                                                 "\"shop\"?"));
}

TEST_CASE("A module that was taken away stays, and nobody else gets its schemas", "[server]") {
  Bench bench;
  static_cast<void>(bench.run());
  CHECK(bench.retired().empty());
  bench.sources.modules.clear();
  bench.sources.datasets.clear();
  CHECK_FALSE(bench.run().changed());
  CHECK(bench.retired() == "shop ");
  CHECK(bench.database.query("SELECT count(*) FROM shop.names") == "0");
  bench.folder.write("mine/migrations/versioned/0001_x.sql", "CREATE SCHEMA IF NOT EXISTS shop;\n");
  bench.add("mine");
  CHECK_THAT(bench.failure(), Contains("module mine claims the schema shop, which is of the module "
                                       "shop"));
  CHECK(bench.database.query("SELECT count(*) FROM nightjar.modules") == "2");
}

TEST_CASE("Two modules that claim one schema are refused before anything runs", "[server]") {
  Bench bench;
  bench.folder.write("mine/migrations/versioned/0001_x.sql", "\nCREATE SCHEMA shop;\n");
  bench.add("mine");
  CHECK_THAT(bench.failure(),
             Contains("module shop and module mine both claim the schema shop: ") &&
                 Contains("shop/shop.yaml and ") &&
                 Contains("mine/migrations/versioned/0001_x.sql:2"));
  CHECK(bench.database.query("SELECT to_regnamespace('nightjar') IS NULL") == "t");
}

TEST_CASE("The roles get their grants in the schemas of any module", "[server]") {
  const Bench bench;
  static_cast<void>(bench.run());
  CHECK(bench.database.query(
            "SELECT has_table_privilege('nightjar_analyst', 'shop.names', 'SELECT'), "
            "has_table_privilege('nightjar_analyst', 'shop.articles_past', 'SELECT'), "
            "has_table_privilege('nightjar_loader', 'shop_figures.calls', 'INSERT'), "
            "has_table_privilege('nightjar_analyst', 'shop_figures.calls', 'INSERT'), "
            "has_schema_privilege('nightjar_loader', 'shop_figures', 'USAGE'), "
            "has_schema_privilege('nightjar_ops', 'shop', 'USAGE')") == "t|f|t|f|t|f");
  Connection connection(bench.database.url(), "test");
  CHECK(nightjar::schema::missing_privileges(connection).statements.empty());
}

TEST_CASE("After a module's files its function is called without a night, where one was loaded",
          "[server]") {
  const Bench bench;
  static_cast<void>(bench.run());
  CHECK(bench.database.query("SELECT count(*) FROM shop_figures.calls") == "0");
  bench.database.query(
      "INSERT INTO nightjar.runs (dataset, as_of, outcome) VALUES ('shop', now(), 'loaded')");
  CHECK_FALSE(bench.run().changed());
  bench.folder.write("shop/migrations/versioned/0002_x.sql", "SELECT 1;\n");
  static_cast<void>(bench.run());
  CHECK(bench.database.query("SELECT dataset, run_id IS NULL FROM shop_figures.calls") == "shop|t");
}

TEST_CASE(
    "A function that is not there, or takes other arguments, is reported with the line of the YAML",
    "[server]") {
  Bench bench;
  static_cast<void>(bench.run());
  Connection connection(bench.database.url(), "test");
  Dataset dataset = bench.sources.datasets[0];
  CHECK(after_load_differences(connection, dataset).empty());
  dataset.after_load->function = "refesh";
  auto found = after_load_differences(connection, dataset);
  REQUIRE(found.size() == 1);
  CHECK_THAT(found[0].fact, Contains("shop/shop.yaml:7: after_load: there is no function "
                                     "shop_figures.refesh(text, bigint)"));
  bench.database.query("CREATE FUNCTION shop_figures.other(text) RETURNS void LANGUAGE sql AS ''");
  dataset.after_load->function = "other";
  found = after_load_differences(connection, dataset);
  REQUIRE(found.size() == 1);
  CHECK_THAT(found[0].fact, Contains("(text, bigint), only shop_figures.other(text)"));
  bench.database.query(
      "INSERT INTO nightjar.runs (dataset, as_of, outcome) VALUES ('shop', now(), 'loaded')");
  bench.sources.datasets[0] = dataset;
  bench.folder.write("shop/migrations/versioned/0002_x.sql", "SELECT 1;\n");
  CHECK_THAT(bench.failure(), Contains("shop/shop.yaml:7: after_load: shop_figures.other"));
}

TEST_CASE("A migration of the engine's folder goes on where it was put into a module", "[server]") {
  Bench bench;
  const auto modules = std::exchange(bench.sources.modules, {});
  const TemporaryFolder engine;
  bench.sources.engine = engine.path();
  std::filesystem::copy(engine_migrations().engine, engine.path(),
                        std::filesystem::copy_options::recursive);
  engine.write("versioned/0020_articles.sql", articles);
  static_cast<void>(bench.run());
  bench.sources.engine = engine_migrations().engine;
  bench.sources.modules = modules;
  CHECK_THAT(bench.failure(), Contains("has had the migration 0020_articles.sql") &&
                                  Contains("put it into migrations/versioned of the dataset's"));
  std::filesystem::rename(bench.folder.path() / "shop/migrations/versioned/0001_articles.sql",
                          bench.folder.path() / "shop/migrations/versioned/0020_articles.sql");
  CHECK(bench.run().repeatable.front() == "shop/100_names.sql");
  CHECK(bench.database.query("SELECT module FROM nightjar.migrations WHERE name = "
                             "'0020_articles.sql'") == "shop");
}
