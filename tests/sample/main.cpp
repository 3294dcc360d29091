/// nightjar-sample: makes the files of invented nights, for the demo, tests and measurements.

#include <cstdio>
#include <exception>
#include <string_view>

#include "sample/arguments.hpp"
#include "sample/datasets.hpp"

namespace {

using namespace nightjar::sample;

constexpr const char* usage =
    "nightjar-sample writes the dump files of a night. The same options give the same bytes.\n"
    "\n"
    "  nightjar-sample streaming --night N --out DIR [--scale X]\n"
    "      authors.json books.json reviews.json movies.csv users.csv streams.csv\n"
    "  nightjar-sample tmdb --night N --out DIR --movies N [--ratings N] [--spreadsheet]\n"
    "      movies_metadata.csv credits.csv keywords.csv links.csv ratings.csv\n"
    "  nightjar-sample reviews --night N --out FILE --bytes 2G [--reformatted | --projected]\n"
    "  nightjar-sample streams --night N --out FILE --rows N\n"
    "\n"
    "  --night N  1 is the first; later ones change, delete and add records\n"
    "  --seed N   other seeds give other files (1 if left out)\n";

int night(Arguments& arguments) {
  const auto number = arguments.number("night");
  if (number < 1 || number > 10'000) throw WrongUsage("--night: 1 to 10000");
  return static_cast<int>(number);
}

ReviewsOptions::Style style(Arguments& arguments) {
  const bool reformatted = arguments.flag("reformatted");
  const bool projected = arguments.flag("projected");
  if (reformatted && projected) throw WrongUsage("--reformatted or --projected, not both");
  if (reformatted) return ReviewsOptions::Style::reformatted;
  return projected ? ReviewsOptions::Style::projected : ReviewsOptions::Style::compact;
}

void make(std::string_view dataset, Arguments arguments) {
  const auto seed = arguments.number("seed", 1);
  if (dataset == "streaming") {
    const StreamingOptions options{seed, night(arguments), arguments.text("out"),
                                   arguments.real("scale", 1)};
    if (options.scale < 1) throw WrongUsage("--scale: 1 or more");
    arguments.finish();
    write_streaming(options);
  } else if (dataset == "reviews") {
    const ReviewsOptions options{seed, night(arguments), arguments.text("out"),
                                 arguments.number("bytes"), style(arguments)};
    arguments.finish();
    write_reviews(options);
  } else if (dataset == "streams") {
    const StreamsOptions options{seed, night(arguments), arguments.text("out"),
                                 arguments.number("rows")};
    arguments.finish();
    write_streams(options);
  } else if (dataset == "tmdb") {
    const auto saved_by = arguments.flag("spreadsheet") ? TmdbOptions::SavedBy::spreadsheet
                                                        : TmdbOptions::SavedBy::exporter;
    const auto movies = arguments.number("movies");
    if (movies == 0) throw WrongUsage("--movies: 1 or more");
    const TmdbOptions options{seed,
                              night(arguments),
                              arguments.text("out"),
                              movies,
                              arguments.number("ratings", movies * 20),
                              saved_by};
    arguments.finish();
    write_tmdb(options);
  } else {
    throw WrongUsage("no such dataset");
  }
}

}  // namespace

int main(int count, char** words) {
  if (count < 2 || std::string_view(words[1]) == "--help") {
    std::fputs(usage, count < 2 ? stderr : stdout);
    return count < 2 ? 2 : 0;
  }
  try {
    make(words[1], Arguments(count - 2, words + 2));
    return 0;
  } catch (const WrongUsage& error) {
    std::fprintf(stderr, "nightjar-sample: %s\n\n%s", error.what(), usage);
    return 2;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "nightjar-sample: %s\n", error.what());
    return 1;
  }
}
