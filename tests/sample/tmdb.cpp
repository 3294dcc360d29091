#include "sample/tmdb.hpp"

#include "base/format.hpp"
#include "sample/words.hpp"

namespace nightjar::sample {

std::string TmdbCatalog::imdb_id(std::uint64_t number) {
  return fmt::format("{:07}", 20'000 + number);
}

std::string picture(Dice& dice) { return fmt::format("/{:016x}.jpg", dice.next()); }

std::string credited_name(Dice& dice) {
  const std::string name = full_name(dice);
  switch (dice.below(40)) {
    case 0:
      return name + " \"The Voice\" " + family_name(dice);
    case 1:
      return given_name(dice) + " \"Mac\" O'Hara";
    case 2:
      return name + "\xc2\xa0" + family_name(dice);
    case 3:
      return name + "\xe2\x80\x8b";
    default:
      return name;
  }
}

void write_tmdb(const TmdbOptions& options) {
  const TmdbCatalog catalog(options);
  write_tmdb_movies(options, catalog);
  write_tmdb_credits(options, catalog);
  write_tmdb_keywords(options, catalog);
  write_tmdb_links(options, catalog);
  write_tmdb_ratings(options, catalog);
}

}  // namespace nightjar::sample
