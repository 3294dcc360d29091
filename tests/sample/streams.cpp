/// A streams.csv of any size, for measuring: each row made from its number alone.

#include <algorithm>
#include <string>
#include <vector>

#include "base/format.hpp"
#include "sample/churn.hpp"
#include "sample/datasets.hpp"
#include "sample/output.hpp"
#include "sample/words.hpp"

namespace nightjar::sample {
namespace {

/// Titles as they stand in CSV, with quotes where they need them.
std::vector<std::string> csv_titles(std::size_t count, std::uint64_t seed) {
  std::vector<std::string> titles(count);
  for (std::size_t at = 0; at < count; ++at) {
    Dice dice(scatter(seed, 't', at));
    append_csv(titles[at], title(dice));
  }
  titles.front() = "Unforgiven";  // the film of the Christmas outage
  return titles;
}

}  // namespace

void write_streams(const StreamsOptions& options) {
  const auto titles = csv_titles(8192, options.seed);
  const Churn churn{.seed = options.seed, .night = options.night, .added = 10};
  const std::uint64_t rows = churn.records(options.rows);
  // Evenly over the month that the six questions are about; no two at one instant, so that no two
  // have one key.
  const auto apart =
      std::max<Milliseconds>(1, 30 * day / static_cast<Milliseconds>(options.rows + 1));
  const std::uint64_t users = options.rows / 20 + 1;
  Output out(options.file);
  out.text += "movie_title,user_email,size_mb,start_at,end_at\n";
  for (std::uint64_t number = 0; number < rows; ++number) {
    Dice dice(scatter(options.seed, number));
    const Milliseconds start = december + static_cast<Milliseconds>(number) * apart;
    out.text += dice.pick(titles);
    out.text += fmt::format(",viewer{}@mail.example,{:.12f},", dice.below(users),
                            1 + 2000 * dice.fraction());
    append_timestamp(out.text, start);
    out.text += ',';
    append_timestamp(out.text, start + dice.between(minute, 5 * hour));
    out.text += '\n';
    out.flow();
  }
  out.finish();
}

}  // namespace nightjar::sample
