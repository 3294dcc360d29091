#include <string>

#include "support/catch.hpp"
#include "support/real_data.hpp"
#include "tmdb/raw_films.hpp"
#include "tmdb/tmdb_bench.hpp"

using nightjar::feed::Counts;
using nightjar::ledger::Outcome;
using nightjar::support::counts_of;
using nightjar::support::TmdbBench;

namespace {

constexpr std::uint64_t films = 1500;
constexpr std::uint64_t ratings = 15'000;

void check_reports(const TmdbBench& bench, const std::filesystem::path& folder) {
  nightjar::support::read_raw(bench, folder);
  for (const char* report : {"company_year", "company_year_genre", "genre_year",
                             "most_popular_genre_by_year", "movie_ratings"}) {
    CAPTURE(report);
    CHECK(nightjar::support::differences(bench, report) == "");
    CHECK(std::stoi(bench.query(std::string("SELECT count(*) FROM reports.") + report)) > 50);
  }
}

/// The sum of a count over all feeds.
std::uint64_t in_all(const nightjar::ledger::Report& report, std::uint64_t Counts::*count) {
  std::uint64_t sum = 0;
  for (const auto& feed : report.feeds) sum += feed.counts.*count;
  return sum;
}

}  // namespace

TEST_CASE("Reports equal a computation from the raw files, night after night", "[server]") {
  TmdbBench bench;
  for (const int night : {1, 2, 3}) {
    CAPTURE(night);
    const auto folder = bench.sample(night, films, ratings);
    const auto report = bench.run(folder);
    REQUIRE(report.reasons.empty());
    REQUIRE(report.outcome == Outcome::loaded);
    check_reports(bench, folder);
    if (night == 1) continue;
    CHECK(in_all(report, &Counts::updated) > 0);
    CHECK(in_all(report, &Counts::deleted) > 0);
    CHECK(in_all(report, &Counts::inserted) > 0);
  }
}

TEST_CASE("What the vendor deletes still counts in the reports, as it was last known", "[server]") {
  const auto film = [](const std::string& id, const std::string& budget) {
    return TmdbBench::line({{"id", id},
                            {"title", "Film " + id},
                            {"release_date", "1995-10-30"},
                            {"budget", budget},
                            {"revenue", "90"},
                            {"genres", "[{'id': 16, 'name': 'Animation'}]"},
                            {"production_companies", "[{'name': 'Studio " + id + "', 'id': 3}]"}});
  };
  const auto reports = [](const TmdbBench& bench) {
    return bench.query(
        "SELECT company, year, releases, budget, revenue, profit FROM reports.company_year;"
        "SELECT company, year, genre, releases FROM reports.company_year_genre;"
        "SELECT genre, year, releases, budget, revenue, profit FROM reports.genre_year;"
        "SELECT title, ratings, average FROM reports.movie_ratings ORDER BY title");
  };
  TmdbBench bench;
  bench.deliver("ratings.csv", "userId,movieId,rating,timestamp\n1,10,2,1260759144\n");
  bench.deliver("links.csv", "movieId,imdbId,tmdbId\n10,,1\n");
  bench.deliver_movies({film("1", "10"), film("2", "20")});
  bench.run();
  const std::string both =
      "Studio 1|1995|2|30|180|150\nStudio 1|1995|Animation|2\nAnimation|1995|2|30|180|150\n"
      "Film 1|1|2.0000000000000000";
  CHECK(reports(bench) == both);

  bench.deliver("links.csv", "movieId,imdbId,tmdbId\n");
  bench.deliver_movies({film("2", "20")});
  const auto deletion = bench.run();
  CHECK(in_all(deletion, &Counts::deleted) == 2);
  CHECK(reports(bench) == both);
  CHECK(bench.query("SELECT company FROM tmdb.companies") == "Studio 2");

  bench.deliver_movies({film("1", "40"), film("2", "20")});
  CHECK(in_all(bench.run(), &Counts::restored) == 1);
  CHECK(reports(bench) ==
        "Studio 1|1995|2|60|180|120\nStudio 1|1995|Animation|2\nAnimation|1995|2|60|180|120\n"
        "Film 1|1|2.0000000000000000");
}

TEST_CASE("A second night of the same files changes nothing, nor does a spreadsheet's copy of them",
          "[server]") {
  TmdbBench bench;
  const auto folder = bench.sample(1, films, ratings);
  const auto first = bench.run(folder);
  REQUIRE(first.outcome == Outcome::loaded);
  CHECK(in_all(first, &Counts::blank) > 0);
  CHECK(in_all(first, &Counts::duplicates) > 0);
  CHECK(in_all(first, &Counts::rejected) > 6);  // three broken records, two lines each, and more

  const auto second = bench.run(folder);
  CHECK(second.outcome == Outcome::unchanged);
  CHECK(in_all(second, &Counts::unchanged) == in_all(first, &Counts::inserted));

  const auto saved = bench.run(bench.sample(1, films, ratings, "--spreadsheet"));
  CHECK(saved.outcome == Outcome::unchanged);
  CHECK(in_all(saved, &Counts::unchanged) == in_all(first, &Counts::inserted));
}

TEST_CASE("The real files load whole, twice the same, and their reports are right", "[server]") {
  SKIP_WITHOUT_REAL_DATA();
  TmdbBench bench;
  const auto folder = *nightjar::support::real_data() / "tmdb";
  const auto report = bench.run(folder);
  REQUIRE(report.reasons.empty());
  CHECK(report.outcome == Outcome::loaded);
  CHECK(in_all(report, &Counts::rejected) == 0);
  CHECK(counts_of(report, "tmdb.movies").inserted == 4626);
  CHECK(counts_of(report, "tmdb.movies").duplicates == 1);
  CHECK(counts_of(report, "tmdb.credits").inserted == 99);
  CHECK(counts_of(report, "tmdb.keywords").inserted == 99);
  CHECK(counts_of(report, "tmdb.links").inserted == 45'843);
  CHECK(counts_of(report, "tmdb.ratings").inserted == 100'004);
  check_reports(bench, folder);
  CHECK(bench.run(folder).outcome == Outcome::unchanged);
}
