#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/format.hpp"
#include "migrations/project_database.hpp"
#include "support/catch.hpp"
#include "support/cluster.hpp"
#include "support/process.hpp"
#include "support/project.hpp"

using Catch::Contains;
using nightjar::migrations::fault_found_by;
using nightjar::schema::MigrationSources;
using nightjar::support::Database;
using nightjar::support::migrate_from;
using nightjar::support::migrate_project;
using nightjar::support::project_migrations;
using nightjar::support::source_folder;

namespace {

/// A database of before there were modules, with two nights of each dataset, and with what a person
/// has built and granted in it.
struct Old : Database {
  Old() {
    for (const char* role : {"nightjar_loader", "nightjar_analyst", "nightjar_ops", "bob"}) {
      query(
          fmt::format("DO $$ BEGIN CREATE ROLE {}; EXCEPTION WHEN duplicate_object THEN "
                      "NULL; END $$",
                      role));
    }
    query(nightjar::read_text(source_folder() / "tests/schema/before_modules.sql"));
    query(
        "CREATE SCHEMA marketing; "
        "CREATE VIEW marketing.sessions AS SELECT sessions FROM summaries.stream_totals; "
        "CREATE VIEW marketing.median AS SELECT summaries.median_stream_megabytes() AS mb; "
        "CREATE VIEW marketing.books AS SELECT title FROM vendor.books_live; "
        "GRANT SELECT ON summaries.film_ratings, answers.median_stream_size, vendor.books TO bob; "
        "GRANT EXECUTE ON FUNCTION summaries.short_form(text) TO bob");
  }
  /// Every row of every table that holds data or nights, by the table's name, without the columns
  /// that have come since.
  [[nodiscard]] std::string rows() const {
    return query(
        "CREATE OR REPLACE FUNCTION pg_temp.rows_of(relation regclass) RETURNS text LANGUAGE "
        "plpgsql AS $$ DECLARE found text; BEGIN EXECUTE format('SELECT md5(string_agg(r::text, "
        "chr(10) ORDER BY r::text)) FROM (SELECT to_jsonb(t) - %L::text[] AS r FROM %s AS t) AS "
        "found', CASE relation WHEN 'nightjar.dumps'::regclass THEN '{part}' WHEN "
        "'nightjar.rejects'::regclass THEN '{file}' ELSE '{}' END, relation) INTO found; RETURN "
        "found; END $$;\n"
        "SELECT c.relname, pg_temp.rows_of(c.oid) FROM pg_class AS c JOIN pg_namespace AS n ON "
        "n.oid = c.relnamespace WHERE c.relkind = 'r' AND (n.nspname IN ('app', 'vendor', 'tmdb') "
        "OR n.nspname LIKE '%summaries' OR n.nspname = 'nightjar' AND c.relname NOT IN "
        "('migrations', 'modules', 'summaries')) ORDER BY 1, 2");
  }
};

/// The schema as SQL, without what people made.
std::string schema_of(const Database& database) {
  const auto dumped = nightjar::support::run(
      {.words = {"pg_dump", "--schema-only", "-N", "marketing", database.url()}});
  REQUIRE(dumped.exit_code == 0);
  // The order of objects follows how they depend on each other, loops included: it is not compared.
  std::vector<std::string> objects(1);
  std::istringstream lines(dumped.output);
  for (std::string line; std::getline(lines, line);) {
    const bool is_between = line.empty() || line.starts_with("--");
    const bool is_bobs = line.find(" TO bob;") != line.npos;
    if (is_between && !objects.back().empty()) objects.emplace_back();
    if (!is_between && !is_bobs && !line.starts_with('\\')) objects.back() += line + "\n";
  }
  std::sort(objects.begin(), objects.end());
  std::string text;
  for (const std::string& object : objects) text += object;
  return text;
}

MigrationSources without_tmdb() {
  MigrationSources sources = project_migrations();
  std::erase_if(sources.modules, [](const auto& module) { return module.name == "tmdb"; });
  std::erase_if(sources.datasets, [](const auto& dataset) { return dataset.module == "tmdb"; });
  return sources;
}

void check_what_people_made(const Database& database) {
  CHECK(database.query("SELECT * FROM marketing.sessions, marketing.median, marketing.books "
                       "ORDER BY title LIMIT 1") == "1|55|Other");
  CHECK(database.query("SELECT has_table_privilege('bob', 'answers.median_stream_size', 'SELECT') "
                       "AND has_table_privilege('bob', 'vendor.books', 'SELECT')") == "t");
}

}  // namespace

TEST_CASE("A database of before there were modules is upgraded without a change to its data",
          "[server]") {
  const Old database;
  const std::string rows = database.rows();
  check_what_people_made(database);
  migrate_project(database.url());
  CHECK(database.rows() == rows);
  check_what_people_made(database);
  CHECK(
      database.query("SELECT has_table_privilege('bob', 'tmdb_summaries.film_ratings', 'SELECT'), "
                     "has_function_privilege('bob', 'tmdb_summaries.short_form(text)', "
                     "'EXECUTE'), to_regnamespace('summaries') IS NULL") == "t|t|t");
  CHECK(schema_of(database) == schema_of(Database("project", migrate_project)));
  CHECK(database.query("SELECT summary, run_id FROM nightjar.summaries ORDER BY summary") ==
        "streaming_summaries.reviews|5\nstreaming_summaries.streams|4\n"
        "tmdb_summaries.film_ratings|6\ntmdb_summaries.films|6");
  CHECK(fault_found_by("summaries_are_right.sql", database) == "");
  nightjar::postgres::Connection connection(database.url(), "test");
  CHECK_FALSE(nightjar::schema::pending_migrations(connection, project_migrations()).changed());
}

TEST_CASE("A module that an upgrade found not to be configured can be added later", "[server]") {
  const Old database;
  const std::string rows = database.rows();
  migrate_from(database.url(), without_tmdb());
  CHECK(database.query("SELECT to_regclass('summaries.film_ratings') IS NOT NULL, "
                       "to_regclass('streaming_summaries.outages') IS NOT NULL") == "t|t");
  CHECK(fault_found_by("summaries_are_right.sql", database) == "");
  migrate_project(database.url());
  CHECK(database.rows() == rows);
  CHECK(schema_of(database) == schema_of(Database("project", migrate_project)));
}

TEST_CASE("A database that is older than the last version without modules is refused", "[server]") {
  const Old database;
  database.query("DELETE FROM nightjar.migrations WHERE name >= '0016' AND kind = 'versioned'");
  const std::string before = schema_of(database);
  try {
    migrate_project(database.url());
    FAIL_CHECK("not refused");
  } catch (const nightjar::Misconfigured& error) {
    CHECK_THAT(error.what(),
               Contains("the database is too old for this program") &&
                   Contains("has not had 0016_truth_about_schedules.sql, 0017_what_a_night_shows"));
    CHECK_THAT(error.remedy(), Contains("of the version that has 0017_what_a_night_shows.sql"));
  }
  CHECK(schema_of(database) == before);
}
