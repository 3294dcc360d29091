/// links.csv and ratings.csv: plain numbers, lines that end with CRLF.

#include <algorithm>

#include "base/format.hpp"
#include "sample/tmdb.hpp"

namespace nightjar::sample {

void write_tmdb_links(const TmdbOptions& options, const TmdbCatalog& catalog) {
  Output out(options.folder / "links.csv");
  out.text += "movieId,imdbId,tmdbId\r\n";
  const Churn& churn = catalog.churn();
  for (std::uint64_t number = 0; number < churn.records(options.movies); ++number) {
    if (churn.gone(number)) continue;
    const bool unknown = number % 211 == 99;
    out.text += fmt::format("{},{},{}\r\n", number + 1, TmdbCatalog::imdb_id(number),
                            unknown ? "" : fmt::format("{}", TmdbCatalog::id(number)));
    out.flow();
  }
  out.finish();
}

void write_tmdb_ratings(const TmdbOptions& options, const TmdbCatalog&) {
  Output out(options.folder / "ratings.csv");
  out.text += "userId,movieId,rating,timestamp\r\n";
  const Churn churn{.seed = options.seed, .night = options.night, .updated = 1, .added = 10};
  const std::uint64_t ratings = churn.records(options.ratings);
  // A user rates films that stand side by side, so that no film is rated twice.
  const std::uint64_t by_user = std::min<std::uint64_t>(100, options.movies);
  for (std::uint64_t number = 0; number < ratings; ++number) {
    const std::uint64_t user = number / by_user;
    const std::uint64_t first = scatter(options.seed, user, 'f') % options.movies;
    const std::uint64_t movie = (first + number % by_user) % options.movies;
    Dice dice(
        scatter(options.seed, number, static_cast<std::uint64_t>(churn.version(number)), 'r'));
    const std::size_t halves = 1 + dice.below(10);
    const std::int64_t time = 1'100'000'000 + static_cast<std::int64_t>(number) * 7;
    out.text +=
        fmt::format("{},{},{}.{},{}\r\n", user + 1, movie + 1, halves / 2, halves % 2 * 5, time);
    out.flow();
  }
  out.finish();
}

}  // namespace nightjar::sample
