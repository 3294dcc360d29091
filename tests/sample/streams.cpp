/// A streams.csv of any size, for measuring: each row made from its number alone.

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
  return titles;
}

}  // namespace

void write_streams(const StreamsOptions& options) {
  const auto titles = csv_titles(8192, options.seed);
  const Churn churn{.seed = options.seed, .night = options.night, .added = 10};
  const std::uint64_t rows = churn.records(options.rows);
  const std::uint64_t users = options.rows / 20 + 1;
  Output out(options.file);
  out.text += "movie_title,user_email,size_mb,start_at,end_at\n";
  for (std::uint64_t number = 0; number < rows; ++number) {
    Dice dice(scatter(options.seed, number));
    // One every three seconds or so, so that no two have one key.
    const Milliseconds start = december - 900 * day + static_cast<Milliseconds>(number) * 2903;
    out.text += dice.pick(titles);
    out.text +=
        format(",viewer{}@mail.example,{:.12f},", dice.below(users), 1 + 2000 * dice.fraction());
    append_timestamp(out.text, start);
    out.text += ',';
    append_timestamp(out.text, start + dice.between(minute, 5 * hour));
    out.text += '\n';
    out.flow();
  }
  out.finish();
}

}  // namespace nightjar::sample
