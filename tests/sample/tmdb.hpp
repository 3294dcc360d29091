#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sample/churn.hpp"
#include "sample/datasets.hpp"
#include "sample/output.hpp"

namespace nightjar::sample {

/// The data that the files of the film database share: the films, and the people who work on them.
class TmdbCatalog {
 public:
  explicit TmdbCatalog(const TmdbOptions& options)
      : seed_(scatter(options.seed, 'm')), churn_{.seed = seed_, .night = options.night} {}

  [[nodiscard]] const Churn& churn() const { return churn_; }
  /// Of the film with that number: what `id` is in movies_metadata.csv, credits.csv and
  /// keywords.csv, and `tmdbId` in links.csv.
  [[nodiscard]] static std::uint64_t id(std::uint64_t number) { return 100 + number * 3; }
  [[nodiscard]] static std::string imdb_id(std::uint64_t number);
  /// For data that never changes for a film.
  [[nodiscard]] Dice of(std::uint64_t number) const { return Dice(scatter(seed_, number)); }
  /// For data that a night may change.
  [[nodiscard]] Dice of(std::uint64_t number, int version) const {
    return Dice(scatter(seed_, number, static_cast<std::uint64_t>(version) + 1));
  }

 private:
  std::uint64_t seed_;
  Churn churn_;
};

/// `/q0f3…jpg`: the path of a picture.
std::string picture(Dice& dice);
/// A name as in the database: sometimes with quotes of one kind or both, a no-break space, or a
/// zero-width space.
std::string credited_name(Dice& dice);

void write_tmdb_movies(const TmdbOptions& options, const TmdbCatalog& catalog);
void write_tmdb_credits(const TmdbOptions& options, const TmdbCatalog& catalog);
void write_tmdb_keywords(const TmdbOptions& options, const TmdbCatalog& catalog);
void write_tmdb_links(const TmdbOptions& options, const TmdbCatalog& catalog);
void write_tmdb_ratings(const TmdbOptions& options, const TmdbCatalog& catalog);

}  // namespace nightjar::sample
