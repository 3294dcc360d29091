#include <filesystem>
#include <fstream>

#include "migrations/project_database.hpp"

using nightjar::migrations::fault_found_by;
using nightjar::migrations::ProjectDatabase;
using nightjar::support::Outcome;
using nightjar::support::run;

TEST_CASE("Summaries are updated by what a night wrote, and are computed again otherwise",
          "[server]") {
  const ProjectDatabase project;
  const auto night = [&](const std::string& number) {
    const auto files = project.folder.path() / ("night" + number);
    const Outcome made = run({.words = {nightjar::support::program("nightjar-sample"), "streaming",
                                        "--night", number, "--out", files}});
    REQUIRE(made.exit_code == 0);
    for (const char* dataset : {"app", "vendor"}) {
      REQUIRE(project.night(dataset, files, "2022-01-0" + number + "T03:00:00+01:00") == 0);
    }
  };
  const auto surplus = [&] {
    return project.database.query(
        "SELECT totals.sessions - (SELECT count(end_at) FROM app.streams) "
        "FROM streaming_summaries.stream_totals AS totals");
  };
  const auto spoil = [&] {
    project.database.query(
        "UPDATE streaming_summaries.stream_totals SET sessions = sessions + 1000");
  };
  night("1");
  CHECK(fault_found_by("summaries_are_right.sql", project.database) == "");
  night("2");
  CHECK(fault_found_by("summaries_are_right.sql", project.database) == "");
  spoil();
  night("3");
  CHECK(surplus() == "1000");  // so that it was not computed again
  CHECK(fault_found_by("summaries_are_right.sql", project.database) != "");

  SECTION("where the staging table does not hold what the night counted") {
    project.database.query(
        "TRUNCATE app.streams_staging; "
        "SELECT nightjar.refresh_summaries('app', max(run_id)) FROM nightjar.runs "
        "WHERE dataset = 'app'");
  }
  SECTION("where one has missed a night") {
    project.database.query(
        "UPDATE nightjar.summaries SET run_id = run_id - 2 "
        "WHERE summary = 'streaming_summaries.streams'");
    night("4");
  }
  CHECK(surplus() == "0");
  CHECK(fault_found_by("summaries_are_right.sql", project.database) == "");
}

TEST_CASE("The median is right also after it has left the sizes that are kept", "[server]") {
  const ProjectDatabase project;
  const auto files = project.folder.path() / "files";
  const std::string streams = files / "streams.csv";
  const std::string sample = nightjar::support::program("nightjar-sample");
  REQUIRE(run({.words = {sample, "streaming", "--night", "1", "--out", files}}).exit_code == 0);
  REQUIRE(run({.words = {sample, "streams", "--night", "1", "--rows", "5000", "--out", streams}})
              .exit_code == 0);
  REQUIRE(project.night("app", files, "2022-01-01T03:00:00+01:00") == 0);
  CHECK(project.database.query("SELECT within BETWEEN 10 AND 500 AND below + within + above = 5000 "
                               "FROM streaming_summaries.stream_size_range") == "t");
  CHECK(fault_found_by("summaries_are_right.sql", project.database) == "");

  const auto larger_sessions = [&](int number) {
    std::ofstream(streams) << "movie_title,user_email,size_mb,start_at,end_at\n"
                           << project.database.query(
                                  "SELECT string_agg('Large,a@mail.example,' || 9000 + n || "
                                  "',2022-01-02T00:00:00.' || to_char(n, 'FM000') || '+0100,', "
                                  "chr(10)) || chr(10) FROM generate_series(0, " +
                                  std::to_string(number - 1) + ") AS n");
  };
  larger_sessions(10);
  REQUIRE(project.night("app", files, "2022-01-02T03:00:00+01:00") == 0);
  CHECK(project.database.query("SELECT within < 500 AND below + within + above = 5010 "
                               "FROM streaming_summaries.stream_size_range") == "t");
  CHECK(fault_found_by("summaries_are_right.sql", project.database) == "");
  larger_sessions(1000);
  REQUIRE(project.night("app", files, "2022-01-03T03:00:00+01:00") == 0);
  CHECK(project.database.query(
            "SELECT streaming_summaries.stream_median_is_kept(), below + within + above "
            "FROM streaming_summaries.stream_size_range") == "t|6000");
  CHECK(fault_found_by("summaries_are_right.sql", project.database) == "");
}

TEST_CASE("A session counts for a week that it reaches into, however long before it began",
          "[server]") {
  const ProjectDatabase project;
  const auto files = project.folder.path() / "files";
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
    REQUIRE(project.night("app", files, "2022-01-0" + day + "T03:00:00+01:00") == 0);
    CHECK(fault_found_by("summaries_are_right.sql", project.database) == "");
    return project.database.query("SELECT * FROM answers.users_who_watched_half_in_last_week");
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
