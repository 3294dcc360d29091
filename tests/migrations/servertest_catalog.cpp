#include <algorithm>
#include <filesystem>
#include <fstream>

#include "daemon/program.hpp"
#include "support/real_data.hpp"

using Catch::Contains;
using nightjar::support::Database;
using nightjar::support::migrate_project;
using nightjar::support::Outcome;
using nightjar::support::run;
using nightjar::support::source_folder;
using nightjar::support::TemporaryFolder;

namespace {

/// Runs a script of this folder, which fails where something is wrong, and gives its words.
std::string fault_found_by(const std::string& script, const Database& database) {
  const Outcome outcome =
      run({.words = {"psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-f",
                     source_folder() / "tests/migrations" / script, database.url()}});
  return outcome.exit_code == 0 ? "" : outcome.errors;
}

/// The schema as text, without what a dump says anew each time and the times of the ledger.
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

void migrate_from(const Database& database, const std::filesystem::path& folder) {
  nightjar::postgres::Connection connection(database.url(), "test");
  static_cast<void>(nightjar::schema::migrate(connection, folder));
}

/// A copy of the project's migrations, to be changed.
std::filesystem::path copy_of_migrations(const TemporaryFolder& folder) {
  const auto copy = folder.path() / "migrations";
  std::filesystem::copy(source_folder() / "migrations", copy,
                        std::filesystem::copy_options::recursive);
  return copy;
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

/// The project's own datasets, loaded by the real program.
struct House {
  TemporaryFolder folder;
  Database database{"project", migrate_project};

  Outcome nightjar(std::vector<std::string> words) const {
    words.insert(words.begin(), nightjar::support::program("nightjar"));
    return run(
        {.words = std::move(words),
         .environment = {{"NIGHTJAR_CONFIG", (source_folder() / "config/nightjar.yaml").string()},
                         {"NIGHTJAR_DATABASE_URL", database.url()},
                         {"NIGHTJAR_STATE_DIR", (folder.path() / "state").string()}}});
  }
  int night(const std::string& dataset, const std::filesystem::path& source,
            const std::string& as_of) const {
    const Outcome outcome =
        nightjar({"run", dataset, "--source", "file://" + source.string() + "/", "--as-of", as_of});
    INFO(outcome.output << outcome.errors);
    return outcome.exit_code;
  }
};

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
  const auto migrations = folder / "migrations";
  std::filesystem::copy(source_folder() / "migrations", migrations,
                        std::filesystem::copy_options::recursive);
  const std::string settings = nightjar::support::text_of_file(program.settings_file());
  std::ofstream(program.settings_file())
      << settings.substr(0, settings.find("migrations:")) << "migrations: migrations\n";
  std::ofstream(folder / "datasets/shop.yaml")
      << "dataset: shop\nsource: file:///srv/shop/\nfeeds:\n  table:\n    file: table.csv\n"
         "    format: csv\n    kind: snapshot\n    key: [select, at]\n    columns:\n"
         "      select: {type: text}\n      at: {type: date}\n      tags: {type: jsonb}\n";
  const Outcome scaffold = program.nightjar({"scaffold", "shop.table"});
  std::ofstream(migrations / "versioned/9000_shop_table.sql") << scaffold.output;
  const Outcome migrated = program.nightjar({"migrate"});
  INFO(migrated.errors);
  REQUIRE(migrated.exit_code == 0);
  CHECK(fault_found_by("catalog_is_commented.sql", program.database()) == "");
  CHECK(program.database().query("SELECT count(*) FROM shop.table_as_of('2022-01-01 00:00+00')") ==
        "0");
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
  const auto migrations = copy_of_migrations(folder);
  const auto changed = migrations / "repeatable/110_health.sql";
  REQUIRE(std::filesystem::exists(changed));
  std::ofstream(changed, std::ios::app) << "\n-- one more line\n";
  migrate_from(upgraded, migrations);
  CHECK(schema_of(upgraded) == schema_of(fresh));
}

TEST_CASE("A schema built one migration at a time is the same as one built at once", "[server]") {
  const Database fresh("project", migrate_project);
  const Database stepwise;
  const TemporaryFolder folder;
  std::vector<std::filesystem::path> files;
  for (const auto& entry :
       std::filesystem::directory_iterator(source_folder() / "migrations/versioned")) {
    files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  std::filesystem::create_directories(folder.path() / "versioned");
  folder.write("repeatable/100_none.sql", "SELECT;\n");
  for (const auto& file : files) {
    std::filesystem::copy(file, folder.path() / "versioned" / file.filename());
    migrate_from(stepwise, folder.path());
  }
  migrate_project(stepwise.url());
  CHECK(schema_of(stepwise) == schema_of(fresh));
}

TEST_CASE("The answers on the real files are the contract's, whatever the vendor deletes later",
          "[server]") {
  SKIP_WITHOUT_REAL_DATA();
  const House house;
  const auto real = *nightjar::support::real_data() / "streaming";
  REQUIRE(house.night("app", real, "2022-01-01T03:00:00+01:00") == 0);
  REQUIRE(house.night("vendor", real, "2022-01-01T03:00:00+01:00") == 0);
  CHECK(answers(house.database) == figures_of_the_contract);

  const auto half = house.folder.path() / "half";
  write_half_of_the_reviews(house.database, real, half);
  CHECK(house.night("vendor", half, "2022-01-02T03:00:00+01:00") == 3);
  CHECK(answers(house.database) == figures_of_the_contract);
  const Outcome approved = house.nightjar({"approve", "3"});
  INFO(approved.errors);
  REQUIRE(approved.exit_code == 0);
  CHECK(house.database.query("SELECT count(*) FROM vendor.reviews_live") == "250");
  CHECK(house.database.query("SELECT count(*) FROM vendor.reviews") == "501");
  CHECK(answers(house.database) == figures_of_the_contract);
  CHECK(house.database.query("SELECT count(*) FROM vendor.reviews_as_of("
                             "'2022-01-01 12:00+01')") == "501");
  CHECK(fault_found_by("summaries_are_right.sql", house.database) == "");
}

TEST_CASE("Summaries are brought up to a night by what it wrote, and are computed anew else",
          "[server]") {
  const House house;
  const auto night = [&](const std::string& number) {
    const auto files = house.folder.path() / ("night" + number);
    const Outcome made = run({.words = {nightjar::support::program("nightjar-sample"), "streaming",
                                        "--night", number, "--out", files}});
    REQUIRE(made.exit_code == 0);
    for (const char* dataset : {"app", "vendor"}) {
      REQUIRE(house.night(dataset, files, "2022-01-0" + number + "T03:00:00+01:00") == 0);
    }
  };
  const auto surplus = [&] {
    return house.database.query(
        "SELECT totals.sessions - (SELECT count(end_at) FROM app.streams) "
        "FROM summaries.stream_totals AS totals");
  };
  const auto spoil = [&] {
    house.database.query("UPDATE summaries.stream_totals SET sessions = sessions + 1000");
  };
  night("1");
  CHECK(fault_found_by("summaries_are_right.sql", house.database) == "");
  night("2");
  CHECK(fault_found_by("summaries_are_right.sql", house.database) == "");
  spoil();
  night("3");
  CHECK(surplus() == "1000");  // so that it was not computed anew
  CHECK(fault_found_by("summaries_are_right.sql", house.database) != "");

  SECTION("where the staging table does not hold what the night counted") {
    house.database.query(
        "TRUNCATE app.streams_staging; "
        "SELECT nightjar.after_load('app', max(run_id)) FROM nightjar.runs WHERE dataset = 'app'");
  }
  SECTION("where one has missed a night") {
    house.database.query(
        "UPDATE nightjar.summaries SET run_id = run_id - 2 WHERE summary = 'streams'");
    night("4");
  }
  CHECK(surplus() == "0");
  CHECK(fault_found_by("summaries_are_right.sql", house.database) == "");
}

TEST_CASE("The median is right also after it has left the sizes that are kept", "[server]") {
  const House house;
  const auto files = house.folder.path() / "files";
  const std::string streams = files / "streams.csv";
  const std::string sample = nightjar::support::program("nightjar-sample");
  REQUIRE(run({.words = {sample, "streaming", "--night", "1", "--out", files}}).exit_code == 0);
  REQUIRE(run({.words = {sample, "streams", "--night", "1", "--rows", "5000", "--out", streams}})
              .exit_code == 0);
  REQUIRE(house.night("app", files, "2022-01-01T03:00:00+01:00") == 0);
  CHECK(house.database.query("SELECT within BETWEEN 10 AND 500 AND below + within + above = 5000 "
                             "FROM summaries.stream_size_range") == "t");
  CHECK(fault_found_by("summaries_are_right.sql", house.database) == "");

  const auto larger_sessions = [&](int number) {
    std::ofstream(streams) << "movie_title,user_email,size_mb,start_at,end_at\n"
                           << house.database.query(
                                  "SELECT string_agg('Large,a@mail.example,' || 9000 + n || "
                                  "',2022-01-02T00:00:00.' || to_char(n, 'FM000') || '+0100,', "
                                  "chr(10)) || chr(10) FROM generate_series(0, " +
                                  std::to_string(number - 1) + ") AS n");
  };
  larger_sessions(10);
  REQUIRE(house.night("app", files, "2022-01-02T03:00:00+01:00") == 0);
  CHECK(house.database.query("SELECT within < 500 AND below + within + above = 5010 "
                             "FROM summaries.stream_size_range") == "t");
  CHECK(fault_found_by("summaries_are_right.sql", house.database) == "");
  larger_sessions(1000);
  REQUIRE(house.night("app", files, "2022-01-03T03:00:00+01:00") == 0);
  CHECK(house.database.query("SELECT summaries.stream_median_is_kept(), below + within + above "
                             "FROM summaries.stream_size_range") == "t|6000");
  CHECK(fault_found_by("summaries_are_right.sql", house.database) == "");
}

TEST_CASE("A session counts for a week that it reaches into, however long before it began",
          "[server]") {
  const House house;
  const auto files = house.folder.path() / "files";
  std::filesystem::create_directories(files);
  std::ofstream(files / "users.csv") << "email,first_name,last_name\na@mail.example,A,A\n";
  const auto film_of = [&](const char* minutes) {
    std::ofstream(files / "movies.csv")
        << "title,duration_mins,original_language,size_mb\nLong," << minutes << ",English,700\n";
  };
  const auto sessions = [&](const std::string& lines) {
    std::ofstream(files / "streams.csv")
        << "movie_title,user_email,size_mb,start_at,end_at\n" + lines;
  };
  int nights = 0;
  const auto watchers = [&] {
    const std::string day = std::to_string(++nights);
    REQUIRE(house.night("app", files, "2022-01-0" + day + "T03:00:00+01:00") == 0);
    CHECK(fault_found_by("summaries_are_right.sql", house.database) == "");
    return house.database.query("SELECT * FROM answers.users_who_watched_half_in_last_week");
  };

  film_of("100");
  sessions(
      "Long,a@mail.example,7,2021-12-01T00:00:00.000+0100,2021-12-26T00:00:00.000+0100\n"
      "LONG,b@mail.example,7,2021-12-25T10:00:00.000+0100,2021-12-25T12:00:00.000+0100\n");
  CHECK(watchers() == "2|1");
  sessions(
      "Long,c@mail.example,7,2021-11-20T00:00:00.000+0100,2021-12-25T02:00:00.000+0100\n"
      "LONG,b@mail.example,7,2021-12-25T10:00:00.000+0100,2021-12-25T10:10:00.000+0100\n");
  CHECK(watchers() == "2|0");
  film_of("5000");
  CHECK(watchers() == "0|0");
  film_of("100");
  CHECK(watchers() == "2|0");
}
