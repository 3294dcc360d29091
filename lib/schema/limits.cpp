#include "schema/limits.hpp"

#include "base/format.hpp"
#include "feed/size_bound.hpp"

namespace nightjar::schema {
namespace {

constexpr const char* remedy =
    "take fewer columns into the dataset's YAML, or several values into one column of type jsonb";

}  // namespace

std::vector<Difference> beyond_limits(const feed::Definition& feed) {
  const std::size_t columns = feed.columns.size();
  if (columns > feed::columns_at_most) {
    return {{fmt::format(
                 "{} has {} columns, and a feed can have {}: PostgreSQL allows a table 1600, five "
                 "of which Nightjar needs",
                 feed.name(), columns, feed::columns_at_most),
             remedy}};
  }
  if (const std::size_t bytes = feed::smallest_row(feed); bytes > feed::row_bytes_at_most) {
    return {{fmt::format(
                 "a row of {} can never be stored: even empty it takes {} bytes, and PostgreSQL "
                 "allows a row {}; a text[] is never null and takes 13",
                 feed.name(), bytes, feed::row_bytes_at_most),
             remedy}};
  }
  return {};
}

std::optional<std::string> tight_fit(const feed::Definition& feed) {
  const std::size_t bytes = feed::fullest_row(feed);
  if (bytes <= feed::row_bytes_at_most) return std::nullopt;
  return fmt::format(
      "a record with a value in each of its {} columns can take {} bytes, and PostgreSQL "
      "allows a row {}: what does not fit will be rejected as too_long",
      feed.columns.size(), bytes, feed::row_bytes_at_most);
}

}  // namespace nightjar::schema
