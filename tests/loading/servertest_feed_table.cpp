#include <cstdint>
#include <vector>

#include "loading/feed_table.hpp"
#include "night/night_bench.hpp"
#include "night/shape.hpp"
#include "support/catch.hpp"

using nightjar::loading::Changes;
using nightjar::loading::FeedTable;
using nightjar::postgres::Transaction;
using nightjar::support::Files;
using nightjar::support::NightBench;
using nightjar::support::Shape;

TEST_CASE(
    "Row ids of what is gone reach PostgreSQL as rows, so that no text of them grows too long",
    "[server]") {
  const Shape shape{};
  NightBench bench(shape.feed());
  bench.night(1, Files{{shape.file(), shape.dump({{"a", "x"}, {"b", "y"}})}});
  const std::vector<std::int64_t> gone{1, 2, INT64_MAX, INT64_MIN};
  Changes changes;
  changes.as_of = nightjar::support::instant_of_day(2);
  changes.counts.deleted = 2;
  changes.gone = gone;
  Transaction transaction(bench.session());
  FeedTable(bench.settings().datasets.front().feeds.front()).publish(transaction, changes);
  const auto sent = transaction.query("SELECT array_agg(id ORDER BY id)::text FROM singles_gone");
  CHECK(sent.text(0, 0) == "{-9223372036854775808,1,2,9223372036854775807}");
  CHECK(transaction.query("SELECT count(deleted_at) FROM shop.singles").text(0, 0) == "2");
}
