#include <filesystem>
#include <string>

#include "base/error.hpp"
#include "schema/migration.hpp"
#include "schema/migration_plan.hpp"
#include "support/catch.hpp"
#include "support/places.hpp"
#include "support/temporary_folder.hpp"

using Catch::Contains;
using nightjar::feed::Module;
using nightjar::schema::MigrationHistory;
using nightjar::schema::Migrations;
using nightjar::schema::ModuleHistory;
using nightjar::schema::Plan;
using nightjar::schema::plan_migration;
using nightjar::schema::read_migrations;
using nightjar::support::TemporaryFolder;

namespace {

/// A folder with two versioned and two repeatable files.
struct Folder : TemporaryFolder {
  Folder() {
    write("versioned/0010_second.sql", "SELECT 2;");
    write("versioned/0001_first.sql", "SELECT 1;");
    write("repeatable/200_views.sql", "SELECT 4;");
    write("repeatable/100_roles.sql", "SELECT 3;");
  }
};

std::vector<std::string> names_of(const std::vector<nightjar::schema::Migration>& migrations) {
  std::vector<std::string> names;
  for (const auto& migration : migrations) names.push_back(migration.name);
  return names;
}

using Names = std::vector<std::string>;

/// What a database has seen that has had all of the folder.
MigrationHistory history_of(const Migrations& migrations) {
  ModuleHistory history;
  for (const auto& file : migrations.versioned) history.versioned.emplace(file.name, file.checksum);
  for (const auto& file : migrations.repeatable) {
    history.repeatable.emplace(file.name, file.checksum);
  }
  return {{migrations.module, history}};
}

/// The plan for the engine's folder alone.
Plan plan_of(const MigrationHistory& history, const Migrations& migrations) {
  return plan_migration(history, migrations, {migrations});
}

/// A folder of a module shop.
struct Shop : TemporaryFolder {
  [[nodiscard]] Migrations read() const { return read_migrations(Module{"shop", path()}); }
};

}  // namespace

TEST_CASE("A folder of migrations is read in order; gaps and notes are skipped") {
  const Folder folder;
  folder.write("versioned/README.md", "");
  folder.write("versioned/.0002_x.sql.swp", "");
  const Migrations migrations = read_migrations(folder.path());
  CHECK(names_of(migrations.versioned) == Names{"0001_first.sql", "0010_second.sql"});
  CHECK(names_of(migrations.repeatable) == Names{"100_roles.sql", "200_views.sql"});
  CHECK(migrations.versioned[0].sql == "SELECT 1;");
  CHECK(migrations.versioned[0].checksum.size() == 64);
}

TEST_CASE("A file that is not named like a migration is refused") {
  const Folder folder;
  const auto name =
      GENERATE("versioned/001_short.sql", "versioned/00001_long.sql", "versioned/0002-dash.sql",
               "versioned/0002_.sql", "versioned/0002.sql", "versioned/0002_x.sql.orig",
               "versioned/0002_x.SQL", "versioned/0002_X.sql", "versioned/x.sql",
               "repeatable/0100_x.sql", "repeatable/views.sql", "versioned/0002_a b.sql");
  folder.write(name, "");
  CHECK_THROWS_WITH(read_migrations(folder.path()),
                    Contains(name) && Contains("not the name of a migration"));
}

TEST_CASE("Two migrations of one number are refused, both named") {
  const Folder folder;
  folder.write("versioned/0010_other.sql", "");
  CHECK_THROWS_WITH(read_migrations(folder.path()),
                    Contains("0010_second.sql: 0010_other.sql has the same number"));
}

TEST_CASE("A folder without migrations is refused by its name") {
  const TemporaryFolder folder;
  CHECK_THROWS_WITH(read_migrations(folder.path()),
                    Contains((folder.path() / "versioned").string()));
  std::filesystem::create_directories(folder.path() / "versioned");
  CHECK_THROWS_WITH(read_migrations(folder.path()), Contains("no migrations there"));
}

TEST_CASE("A plan for a new database is everything, for a current one nothing") {
  const Folder folder;
  const Migrations migrations = read_migrations(folder.path());
  const auto all = plan_of({}, migrations);
  CHECK(all.versioned.size() == 2);
  CHECK(all.repeatable.size() == 2);
  CHECK(plan_of(history_of(migrations), migrations).empty());
}

TEST_CASE("A plan runs every repeatable file where any file is new, changed or gone") {
  const Folder folder;
  const MigrationHistory history = history_of(read_migrations(folder.path()));
  SECTION("a new versioned one, also in a gap") {
    folder.write("versioned/0005_between.sql", "");
    const auto plan = plan_of(history, read_migrations(folder.path()));
    CHECK(names_of(plan.versioned) == Names{"0005_between.sql"});
    CHECK(plan.repeatable.size() == 2);
  }
  SECTION("a changed repeatable one") {
    folder.write("repeatable/200_views.sql", "SELECT 5;");
    const auto plan = plan_of(history, read_migrations(folder.path()));
    CHECK(plan.versioned.empty());
    CHECK(plan.repeatable.size() == 2);
  }
  SECTION("a repeatable one that is gone") {
    std::filesystem::remove(folder.path() / "repeatable/200_views.sql");
    const auto plan = plan_of(history, read_migrations(folder.path()));
    CHECK(names_of(plan.repeatable) == Names{"100_roles.sql"});
  }
}

TEST_CASE("A plan refuses a migration that was edited after it ran, with both checksums") {
  const Folder folder;
  const Migrations before = read_migrations(folder.path());
  folder.write("versioned/0001_first.sql", "SELECT 1 ;");
  const Migrations after = read_migrations(folder.path());
  CHECK_THROWS_WITH(plan_of(history_of(before), after),
                    Contains("0001_first.sql: was edited") &&
                        Contains(before.versioned[0].checksum) &&
                        Contains(after.versioned[0].checksum));
}

TEST_CASE("A plan refuses a database that has had a migration the folder lacks") {
  const Folder folder;
  const MigrationHistory history = history_of(read_migrations(folder.path()));
  std::filesystem::remove(folder.path() / "versioned/0010_second.sql");
  CHECK_THROWS_WITH(plan_of(history, read_migrations(folder.path())),
                    Contains("newer than this program") && Contains("0010_second.sql"));
}

TEST_CASE("The project's own migrations can be read") {
  const auto migrations = read_migrations(nightjar::support::source_folder() / "migrations");
  CHECK(migrations.versioned.front().name.starts_with("0001_"));
}

TEST_CASE("A module needs no migrations, and numbers its own for itself") {
  const Shop shop;
  CHECK(shop.read().versioned.empty());
  shop.write("migrations/versioned/0001_articles.sql", "SELECT 1;");
  CHECK(names_of(shop.read().versioned) == Names{"0001_articles.sql"});
  CHECK(shop.read().title_of("0001_articles.sql") == "shop/0001_articles.sql");
  shop.write("migrations/repeatable/x.sql", "");
  CHECK_THROWS_WITH(shop.read(), Contains("repeatable/x.sql: this is not the name of a migration"));
}

TEST_CASE("A migration that stands for others counts as run where all of them have") {
  const Folder engine;
  const Shop shop;
  shop.write("migrations/versioned/0001_all.sql",
             "-- replaces: 0001_old.sql\n-- replaces: 0002_old.sql\nSELECT 1;\n");
  const Migrations of_engine = read_migrations(engine.path());
  const Migrations of_shop = shop.read();
  CHECK(of_shop.versioned[0].replaces == Names{"0001_old.sql", "0002_old.sql"});
  const auto plan = [&](const std::map<std::string, std::string>& of_module,
                        const std::map<std::string, std::string>& of_engine_too) {
    MigrationHistory history = history_of(of_engine);
    history["nightjar"].versioned.insert(of_engine_too.begin(), of_engine_too.end());
    history["shop"].versioned = of_module;
    return plan_migration(history, of_shop, {of_engine, of_shop});
  };
  CHECK(names_of(plan({}, {}).versioned) == Names{"0001_all.sql"});
  CHECK(plan({}, {}).replaced.empty());
  CHECK(names_of(plan({{"0001_old.sql", "x"}, {"0002_old.sql", "x"}}, {}).replaced) ==
        Names{"0001_all.sql"});
  CHECK(plan({{"0001_old.sql", "x"}}, {{"0002_old.sql", "x"}}).versioned.empty());
  CHECK_THROWS_WITH(plan({}, {{"0001_old.sql", "x"}}),
                    Contains("the database is too old for this program") &&
                        Contains("0001_all.sql stands for 2 earlier migrations") &&
                        Contains("has not had 0002_old.sql"));
}

TEST_CASE("A migration that was in the engine's folder and is a module's now is not run again") {
  const Folder engine;
  const Shop shop;
  engine.write("versioned/0020_shop.sql", "SELECT 5;");
  const MigrationHistory history = history_of(read_migrations(engine.path()));
  std::filesystem::remove(engine.path() / "versioned/0020_shop.sql");
  const Migrations of_engine = read_migrations(engine.path());
  CHECK_THROWS_WITH(plan_of(history, of_engine), Contains("0020_shop.sql"));
  shop.write("migrations/versioned/0020_shop.sql", "SELECT 6;");
  CHECK_THROWS_WITH(plan_migration(history, of_engine, {of_engine, shop.read()}),
                    Contains("0020_shop.sql"));
  shop.write("migrations/versioned/0020_shop.sql", "SELECT 5;");
  const std::vector<Migrations> all{of_engine, shop.read()};
  CHECK(plan_migration(history, all[0], all).empty());
  CHECK(names_of(plan_migration(history, all[1], all).moved) == Names{"0020_shop.sql"});
  CHECK(plan_migration(history, all[1], all).versioned.empty());
}
