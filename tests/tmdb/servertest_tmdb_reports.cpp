#include <string>

#include "support/catch.hpp"
#include "support/real_data.hpp"
#include "tmdb/raw_films.hpp"
#include "tmdb/tmdb_bench.hpp"

using nightjar::feed::Counts;
using nightjar::night::Outcome;
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
std::uint64_t in_all(const nightjar::night::Report& report, std::uint64_t Counts::*count) {
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
