#include <set>
#include <string>

#include "config/settings.hpp"
#include "schema/catalog_check.hpp"
#include "schema/reserved_words.hpp"
#include "schema/scaffold.hpp"
#include "support/catch.hpp"
#include "support/cluster.hpp"
#include "support/places.hpp"
#include "support/project.hpp"

using Catch::Contains;
using nightjar::feed::Column;
using nightjar::feed::ColumnType;
using nightjar::feed::Dataset;
using nightjar::feed::Definition;
using nightjar::postgres::Connection;
using nightjar::schema::Difference;
using nightjar::schema::differences;
using nightjar::schema::scaffold;
using nightjar::support::Database;

namespace {

/// A copy of a database with the project's migrations.
struct Migrated : Database {
  Migrated() : Database("project", nightjar::support::migrate_project) {}

  [[nodiscard]] std::vector<Difference> check(const Definition& feed) const {
    Connection connection(url(), "test");
    return differences(connection, feed);
  }
  /// As after the migration of a table: what stands beside it is made.
  void adopt() const { query("SELECT nightjar.adopt_feed('shop.orders')"); }
};

Column column(std::string name, ColumnType type) {
  Column made;
  made.name = std::move(name);
  made.type = type;
  return made;
}

/// A feed with a column of each type and one whose name is a reserved word.
Definition orders() {
  Definition feed;
  feed.schema = "shop";
  feed.table = "orders";
  feed.columns = {
      column("shop_name", ColumnType::text),  column("number", ColumnType::integer),
      column("cast", ColumnType::jsonb),      column("weight", ColumnType::real),
      column("price", ColumnType::numeric),   column("paid", ColumnType::boolean),
      column("day", ColumnType::date),        column("sent_at", ColumnType::timestamptz),
      column("tags", ColumnType::text_array), column("user", ColumnType::text)};
  feed.key = {9, 1, 0};
  return feed;
}

Dataset shop() {
  Dataset dataset;
  dataset.name = "shop";
  dataset.description = "A shop's orders.";
  dataset.feeds = {orders()};
  return dataset;
}

}  // namespace

TEST_CASE("The feeds of the source tree agree with the project's migrations", "[server]") {
  const Migrated database;
  const auto settings =
      nightjar::config::load(nightjar::support::source_folder() / "config/nightjar.yaml");
  for (const auto& dataset : settings.datasets) {
    for (const auto& feed : dataset.feeds) {
      std::string facts;
      for (const auto& difference : database.check(feed)) facts += difference.fact + "\n";
      CAPTURE(feed.name());
      CHECK(facts.empty());
    }
  }
}

TEST_CASE("A scaffolded migration runs unchanged and passes the check", "[server]") {
  const Migrated database;
  database.query(scaffold(shop(), orders()));
  database.adopt();
  std::string facts;
  for (const auto& difference : database.check(orders())) facts += difference.fact + "\n";
  CHECK(facts.empty());
  CHECK(database.query("SELECT obj_description('shop'::regnamespace)") == "A shop's orders.");
  CHECK(database.query("SELECT count(*) FROM pg_attribute WHERE attrelid = 'shop.orders'::regclass "
                       "AND attnum > 0 AND col_description(attrelid, attnum) IS NULL") == "0");
  CHECK(database.query("SELECT attcollation::regcollation FROM pg_attribute WHERE "
                       "attrelid = 'shop.orders'::regclass AND attname = 'shop_name'") == "\"C\"");
}

TEST_CASE("A check of a feed without a table says how to create one", "[server]") {
  const auto on_empty = [] {
    const Database database;
    Connection connection(database.url(), "test");
    return differences(connection, orders());
  }();
  REQUIRE(on_empty.size() == 1);
  CHECK(on_empty[0].fact == "the table shop.orders does not exist");
  CHECK_THAT(on_empty[0].remedy, Contains("was never migrated"));
  const auto on_migrated = Migrated().check(orders());
  REQUIRE(on_migrated.size() == 1);
  CHECK_THAT(on_migrated[0].remedy, Contains("nightjar scaffold shop.orders"));
}

TEST_CASE("The differences of a table from its feed are reported column by column", "[server]") {
  struct Case {
    const char* change;
    const char* fact;
    const char* remedy;
  };
  const auto wrong = GENERATE(values<Case>({
      {"ALTER TABLE shop.orders DROP COLUMN price CASCADE", "shop.orders has no column \"price\"",
       "ALTER TABLE shop.orders ADD COLUMN price numeric;"},
      {"DROP VIEW shop.orders_history, shop.orders_live CASCADE; "
       "ALTER TABLE shop.orders ALTER COLUMN weight TYPE real",
       "column \"weight\" of shop.orders is real, but the feed's definition makes it double "
       "precision",
       "_past"},
      {"DROP VIEW shop.orders_history, shop.orders_live CASCADE; "
       "ALTER TABLE shop.orders ALTER COLUMN price TYPE numeric(10, 2)",
       "column \"price\" of shop.orders is numeric(10,2)", "YAML"},
      {"ALTER TABLE shop.orders ADD COLUMN extra text NOT NULL",
       "column \"extra\" of shop.orders is NOT NULL", "YAML"},
      {"ALTER TABLE shop.orders DROP CONSTRAINT orders_pkey",
       "shop.orders has no primary key; the feed's key is (user, number, shop_name)", "YAML"},
      {"ALTER TABLE shop.orders DROP CONSTRAINT orders_pkey, ADD PRIMARY KEY (number, shop_name)",
       "the primary key of shop.orders is (number, shop_name), the feed's key is (user, number, "
       "shop_name)",
       "YAML"},
      {"ALTER TABLE shop.orders DROP CONSTRAINT orders_pkey, ALTER COLUMN number DROP NOT NULL",
       "key column \"number\" of shop.orders may be null", "NOT NULL"},
      {"ALTER TABLE shop.orders ALTER COLUMN row_id DROP NOT NULL",
       "shop.orders lacks the bookkeeping column row_id bigint NOT NULL", "scaffold"},
      {"DROP TABLE shop.orders_staging", "the table shop.orders_staging does not exist",
       "nightjar migrate"},
      {"DROP FUNCTION shop.orders_as_of(timestamptz)",
       "the function shop.orders_as_of does not exist", "nightjar migrate"},
      {"DROP VIEW shop.orders_live CASCADE", "the view shop.orders_live does not exist",
       "nightjar migrate"},
      {"DROP TABLE shop.orders_past CASCADE", "the table shop.orders_past does not exist",
       "nightjar migrate"},
  }));
  const Migrated database;
  database.query(scaffold(shop(), orders()));
  database.adopt();
  database.query(wrong.change);
  CAPTURE(wrong.change);
  const auto found = database.check(orders());
  bool told = false;
  for (const Difference& difference : found) {
    CHECK_FALSE(difference.remedy.empty());
    told = told || (difference.fact.starts_with(wrong.fact) &&
                    difference.remedy.find(wrong.remedy) != std::string::npos);
  }
  CHECK(told);
}

TEST_CASE("A primary key may have the columns of the feed's key in an order of its own",
          "[server]") {
  const Migrated database;
  database.query(scaffold(shop(), orders()));
  database.adopt();
  database.query(
      "ALTER TABLE shop.orders DROP CONSTRAINT orders_pkey, "
      "ADD PRIMARY KEY (shop_name, number, \"user\")");
  CHECK(database.check(orders()).empty());
}

TEST_CASE("A column that only the table has is no difference where it may be null", "[server]") {
  const Migrated database;
  database.query(scaffold(shop(), orders()));
  database.adopt();
  database.query(
      "ALTER TABLE shop.orders ADD COLUMN note text, "
      "ADD COLUMN made_at timestamptz NOT NULL DEFAULT '2020-01-01Z'");
  CHECK(database.check(orders()).empty());
}

TEST_CASE("A view in the place of the table is reported", "[server]") {
  const Migrated database;
  database.query("CREATE SCHEMA shop; CREATE VIEW shop.orders AS SELECT 1 AS number");
  const auto found = database.check(orders());
  REQUIRE(found.size() == 1);
  CHECK(found[0].fact == "shop.orders is not a table");
}

TEST_CASE("The reserved words are those of the server and of newer ones", "[server]") {
  const std::set<std::string> of_newer_servers{"system_user"};
  const Database database;
  const std::string words =
      database.query("SELECT word, catcode IN ('R', 'T') FROM pg_get_keywords()");
  std::size_t start = 0;
  while (start < words.size()) {
    const std::size_t end = std::min(words.find('\n', start), words.size());
    const std::string line = words.substr(start, end - start);
    const std::size_t bar = line.find('|');
    INFO(line);
    const std::string word = line.substr(0, bar);
    const bool is_reserved = line.substr(bar + 1) == "t" || of_newer_servers.contains(word);
    CHECK(nightjar::schema::is_reserved(word) == is_reserved);
    start = end + 1;
  }
}
