#include <filesystem>
#include <fstream>
#include <string>

#include "migrations/project_database.hpp"
#include "support/noise.hpp"
#include "tmdb/tmdb_bench.hpp"

using Catch::Contains;
using nightjar::migrations::fault_found_by;
using nightjar::migrations::ProjectDatabase;
using nightjar::support::counts_of;
using nightjar::support::noise;
using nightjar::support::TmdbBench;

namespace {

/// A text whose title key is longer by a third: "ΐ" and "ΰ" have no capitals, so that their letter
/// and its two marks stand for each.
std::string growing(std::size_t bytes, std::uint64_t seed) {
  const std::string letters = noise(bytes, seed);
  std::string text;
  for (std::size_t i = 0; text.size() + 12 <= bytes; i += 10) {
    text += letters.substr(i, 10) + (letters[i] < 'a' ? "ΐ" : "ΰ");
  }
  return text + std::string(bytes - text.size(), 'x');
}

std::string review(const std::string& movie, const std::string& book, int second) {
  return R"({"movies":[{"title":")" + movie + R"("}],"books":[{"metadata":{"title":")" + book +
         R"("}}],"rating":{"rate":5,"label":"good"},"text":"t","created":"2021-12-01T00:00:0)" +
         std::to_string(second) + R"(Z"})";
}

}  // namespace

TEST_CASE("Titles of films and books that are no key fail no night, however long", "[server]") {
  const ProjectDatabase project;
  const auto files = project.folder.path() / "files";
  std::filesystem::create_directories(files);
  std::ofstream(files / "users.csv") << "email,first_name,last_name\na@mail.example,A,A\n";
  std::ofstream(files / "authors.json")
      << R"([{"metadata":{"name":"Ann"},"nationalities":[{"label":"Singaporeans"}]}])";
  std::string films = "title,duration_mins,original_language,size_mb\nm,10,English,700\n";
  std::string streams =
      "movie_title,user_email,size_mb,start_at,end_at\n"
      "m,a@mail.example,7,2021-12-26T00:00:00.000+0100,2021-12-26T01:00:00.000+0100\n";
  std::string books = R"([{"name":"x","author":"Ann"})";
  std::string reviews = "[" + review("m", "y", 1);
  for (std::uint64_t night = 1; night <= 2; ++night) {
    const std::string film = growing(2600, night);
    const std::string book = growing(2600, night + 10);
    films += film + ",100,English,700\n";
    streams += film +
               ",a@mail.example,7,2021-12-26T00:00:00.000+0100,"
               "2021-12-26T01:00:00.000+0100\n";
    books += R"(,{"name":")" + book + R"(","author":"Ann"})";
    reviews += "," + review(film, "y", 2) + "," + review("m", book, 3) + "," +
               review(noise(2678, night), "x", 4);
    std::ofstream(files / "movies.csv") << films;
    std::ofstream(files / "streams.csv") << streams;
    std::ofstream(files / "books.json") << books << "]";
    std::ofstream(files / "reviews.json") << reviews << "]";
    const std::string at = "2022-01-0" + std::to_string(night) + "T03:00:00+01:00";
    REQUIRE(project.night("app", files, at) == 0);
    REQUIRE(project.night("vendor", files, at) == 0);
    CHECK(fault_found_by("summaries_are_right.sql", project.database) == "");
    const std::string streamed = std::to_string(night + 1);
    CHECK(project.database.query("SELECT * FROM answers.streamed_movies_based_on_books") ==
          streamed + "|" + streamed + "|100.00");
    CHECK(project.database.query("SELECT * FROM answers.streamed_movies_by_singaporean_authors") ==
          "1");
  }
  CHECK(project.database.query("SELECT count(*) FROM nightjar.rejects") == "0");
}

TEST_CASE("Names of companies and genres fail no night, however long", "[server]") {
  TmdbBench bench;
  const auto film = [](const std::string& id, const std::string& genre, const std::string& budget) {
    return TmdbBench::line(
        {{"id", id},
         {"budget", budget},
         {"genres", "[{'id': 1, 'name': '" + genre + "'}, {'id': 2, 'name': 'War'}]"},
         {"production_companies", "[{'name': '" + noise(3000) + "', 'id': 7}]"},
         {"release_date", "2001-02-03"}});
  };
  // Two genres that differ after 2,900 bytes only.
  const std::string genre = noise(2900, 2);
  bench.deliver_movies({film("1", genre + "a", "5"), film("2", genre + "b", "6")});
  CHECK(counts_of(bench.run(), "tmdb.movies").inserted == 2);
  bench.deliver_movies(
      {film("1", genre + "a", "7"), film("2", genre + "b", "6"), film("3", genre + "b", "8")});
  CHECK(counts_of(bench.run(), "tmdb.movies").updated == 1);
  CHECK(bench.query("SELECT right(genre, 1), releases, budget FROM reports.genre_year "
                    "ORDER BY 1") == "a|1|7\nb|2|14\nr|3|21");
  CHECK(bench.query("SELECT length(company), releases, budget FROM reports.company_year") ==
        "3000|3|21");
  CHECK(bench.query("SELECT right(genre, 1), releases FROM reports.company_year_genre "
                    "ORDER BY 1") == "a|1\nb|2\nr|3");
  CHECK(fault_found_by("summaries_are_right.sql", bench.database()) == "");
}

TEST_CASE("Titles and names are looked up by an index", "[server]") {
  const ProjectDatabase project;
  const auto plan = [&](const std::string& table, const std::string& column) {
    return project.database.query(
        "SET enable_seqscan = off; SET enable_bitmapscan = off; "
        "EXPLAIN SELECT FROM " +
        table + " WHERE " + column + " = 'a'");
  };
  CHECK_THAT(plan("streaming_summaries.streamed_titles", "title_key"),
             Contains("using streamed_titles_by_key"));
  CHECK_THAT(plan("streaming_summaries.reviewed_movies", "title_key"),
             Contains("using reviewed_movies_by_key"));
  CHECK_THAT(plan("streaming_summaries.reviewed_books", "title_key"),
             Contains("using reviewed_books_by_key"));
  CHECK_THAT(plan("streaming_summaries.film_lengths", "title_key"),
             Contains("using film_lengths_by_key"));
  CHECK_THAT(plan("streaming_summaries.nationality_books", "title_key"),
             Contains("using nationality_books_by_key"));
  CHECK_THAT(plan("streaming_summaries.nationality_movies", "movie_title"),
             Contains("using nationality_movies_by_title"));
  CHECK_THAT(plan("tmdb_summaries.companies", "company"), Contains("using companies_by_name"));
  CHECK_THAT(plan("tmdb_summaries.company_names", "company_id = 1 AND company"),
             Contains("using company_names_once"));
}
