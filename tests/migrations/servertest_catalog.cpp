#include <algorithm>
#include <filesystem>
#include <fstream>
#include <utility>

#include "base/folder.hpp"
#include "migrations/project_database.hpp"
#include "support/real_data.hpp"

using Catch::Contains;
using nightjar::migrations::fault_found_by;
using nightjar::migrations::ProjectDatabase;
using nightjar::support::copied_migrations;
using nightjar::support::Database;
using nightjar::support::migrate_from;
using nightjar::support::migrate_project;
using nightjar::support::Outcome;
using nightjar::support::run;
using nightjar::support::source_folder;
using nightjar::support::TemporaryFolder;

namespace {

/// The schema as text, without what differs from dump to dump and the times of the ledger.
std::string schema_of(const Database& database) {
  const Outcome dumped = run({.words = {"pg_dump", "--schema-only", database.url()}});
  REQUIRE(dumped.exit_code == 0);
  std::string text;
  for (std::size_t begin = 0; begin < dumped.output.size();) {
    const auto end = std::min(dumped.output.find('\n', begin), dumped.output.size());
    const std::string line = dumped.output.substr(begin, end - begin);
    if (!line.starts_with("\\restrict") && !line.starts_with("\\unrestrict")) text += line + "\n";
    begin = end + 1;
  }
  return text;
}

/// Every answer of the contract, on one line.
std::string answers(const Database& database) {
  return database.query(
      "SELECT s.*, u.*, m.*, d.*, g.*, w.* "
      "FROM answers.streamed_movies_based_on_books AS s "
      "CROSS JOIN answers.users_hit_by_christmas_outage AS u "
      "CROSS JOIN answers.streamed_movies_by_singaporean_authors AS m "
      "CROSS JOIN answers.average_stream_duration AS d "
      "CROSS JOIN answers.median_stream_size AS g "
      "CROSS JOIN answers.users_who_watched_half_in_last_week AS w");
}

constexpr const char* figures_of_the_contract =
    "91|85|93.41|4|3|12:02:16.01|722.27|0.9359|0.9140|725|712";

/// Copies of the vendor's files of which the reviews have lost every second one. Each review of the
/// real file is an object of the top-level array; what is between two of them is a comma.
void write_half_of_the_reviews(const Database& database, const std::filesystem::path& from,
                               const std::filesystem::path& to) {
  std::filesystem::create_directories(to);
  for (const char* name : {"authors.json", "books.json"}) {
    std::filesystem::copy(from / name, to / name);
  }
  const std::string all = nightjar::support::text_of_file(from / "reviews.json");
  std::ofstream(to / "reviews.json") << database.query(
      "SELECT jsonb_agg(review ORDER BY place) FROM jsonb_array_elements($all$" + all +
      "$all$::jsonb) WITH ORDINALITY AS listed (review, place) " + "WHERE place % 2 = 0");
}

}  // namespace

TEST_CASE("The catalog has a comment on everything that is ours", "[server]") {
  const Database database("project", migrate_project);
  CHECK(fault_found_by("catalog_is_commented.sql", database) == "");
  database.query(
      "COMMENT ON COLUMN vendor.books.pages IS NULL; CREATE VIEW answers.x AS SELECT 1 AS y");
  const std::string fault = fault_found_by("catalog_is_commented.sql", database);
  CHECK_THAT(fault, Contains("without a comment: ") && Contains("vendor.books.pages") &&
                        Contains("answers.x, answers.x.y"));
}

TEST_CASE("The catalog has a comment on everything after a feed was scaffolded, too", "[server]") {
  const nightjar::support::Program program;
  const auto folder = program.settings_file().parent_path();
  std::ofstream(folder / "datasets/shop.yaml")
      << "dataset: shop\nsource: file:///srv/shop/\nfeeds:\n  table:\n    file: table.csv\n"
         "    format: csv\n    kind: snapshot\n    key: [select, at]\n    columns:\n"
         "      select: {type: text}\n      at: {type: date}\n      tags: {type: jsonb}\n";
  const Outcome scaffold = program.nightjar({"scaffold", "shop.table"});
  program.database().query(scaffold.output);
  const Outcome migrated = program.nightjar({"migrate"});
  INFO(migrated.errors);
  REQUIRE(migrated.exit_code == 0);
  CHECK(fault_found_by("catalog_is_commented.sql", program.database()) == "");
  CHECK(program.database().query("SELECT count(*) FROM shop.table_as_of('2022-01-01 00:00+00')") ==
        "0");
}

TEST_CASE("Autovacuum leaves staging tables alone, also those that were made without a word of it",
          "[server]") {
  const Database database("project", migrate_project);
  const std::string others =
      "SELECT c.oid::regclass FROM pg_class AS c WHERE c.relname LIKE '%\\_staging' "
      "AND NOT 'autovacuum_enabled=false' = ANY (COALESCE(c.reloptions, '{}'))";
  CHECK(database.query(others) == "");
  database.query("ALTER TABLE vendor.books_staging RESET (autovacuum_enabled)");
  CHECK(database.query(others) == "vendor.books_staging");
  database.query("SELECT nightjar.adopt_feed('vendor.books')");
  CHECK(database.query(others) == "");
}

TEST_CASE("A schema that was migrated twice is the same", "[server]") {
  const Database database("project", migrate_project);
  const std::string once = schema_of(database);
  migrate_project(database.url());
  CHECK(schema_of(database) == once);
}

TEST_CASE("A schema whose views and functions ran again is the same as a fresh one", "[server]") {
  const Database fresh("project", migrate_project);
  const Database upgraded("project", migrate_project);
  const TemporaryFolder folder;
  const auto sources = copied_migrations(folder.path());
  for (const char* changed : {"migrations/repeatable/110_health.sql",
                              "datasets/streaming/migrations/repeatable/110_streamed_titles.sql",
                              "datasets/tmdb/migrations/repeatable/210_company_year.sql"}) {
    REQUIRE(std::filesystem::exists(folder.path() / changed));
    std::ofstream(folder.path() / changed, std::ios::app) << "\n-- one more line\n";
  }
  migrate_from(upgraded.url(), sources);
  CHECK(schema_of(upgraded) == schema_of(fresh));
}

TEST_CASE("A schema built one migration at a time is the same as one built at once", "[server]") {
  const Database fresh("project", migrate_project);
  const Database stepwise;
  const TemporaryFolder folder;
  auto sources = copied_migrations(folder.path());
  const auto modules = std::exchange(sources.modules, {});
  const auto datasets = std::exchange(sources.datasets, {});
  migrate_from(stepwise.url(), sources);
  for (const auto& module : modules) {
    const auto all = module.folder / "migrations/versioned";
    const auto step = folder.path() / "step" / module.name / "migrations/versioned";
    std::filesystem::create_directories(step);
    for (const auto& file : nightjar::entries_of(all)) {
      std::filesystem::copy(file, step / file.filename());
      sources.modules = {{module.name, folder.path() / "step" / module.name}};
      migrate_from(stepwise.url(), sources);
    }
  }
  sources.modules = modules;
  sources.datasets = datasets;
  migrate_from(stepwise.url(), sources);
  CHECK(schema_of(stepwise) == schema_of(fresh));
}

TEST_CASE("The answers on the real files are the contract's, whatever the vendor deletes later",
          "[server]") {
  SKIP_WITHOUT_REAL_DATA();
  const ProjectDatabase project;
  const auto real = *nightjar::support::real_data() / "streaming";
  REQUIRE(project.night("app", real, "2022-01-01T03:00:00+01:00") == 0);
  REQUIRE(project.night("vendor", real, "2022-01-01T03:00:00+01:00") == 0);
  CHECK(answers(project.database) == figures_of_the_contract);

  const auto half = project.folder.path() / "half";
  write_half_of_the_reviews(project.database, real, half);
  CHECK(project.night("vendor", half, "2022-01-02T03:00:00+01:00") == 3);
  CHECK(answers(project.database) == figures_of_the_contract);
  const Outcome approved = project.nightjar({"approve", "3", "--yes"});
  INFO(approved.errors);
  REQUIRE(approved.exit_code == 0);
  CHECK(project.database.query("SELECT count(*) FROM vendor.reviews_live") == "250");
  CHECK(project.database.query("SELECT count(*) FROM vendor.reviews") == "501");
  CHECK(answers(project.database) == figures_of_the_contract);
  CHECK(project.database.query("SELECT count(*) FROM vendor.reviews_as_of("
                               "'2022-01-01 12:00+01')") == "501");
  CHECK(fault_found_by("summaries_are_right.sql", project.database) == "");
}
