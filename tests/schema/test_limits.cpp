#include <string>

#include "feed/definition.hpp"
#include "schema/limits.hpp"
#include "schema/reserved_words.hpp"
#include "support/catch.hpp"

using Catch::Contains;
using nightjar::feed::ColumnType;
using nightjar::feed::Definition;
using nightjar::schema::beyond_limits;
using nightjar::schema::is_reserved;
using nightjar::schema::name_in_sql;
using nightjar::schema::tight_fit;

namespace {

Definition feed_of(std::size_t columns, ColumnType type) {
  Definition feed;
  feed.schema = "shop";
  feed.table = "items";
  feed.columns.resize(columns);
  for (std::size_t i = 0; i < columns; ++i) {
    feed.columns[i].name = "c" + std::to_string(i);
    feed.columns[i].type = type;
  }
  feed.key = {0};
  return feed;
}

}  // namespace

TEST_CASE("A feed can have as many columns as PostgreSQL leaves it") {
  CHECK(beyond_limits(feed_of(1595, ColumnType::boolean)).empty());
  const auto faults = beyond_limits(feed_of(1596, ColumnType::boolean));
  REQUIRE(faults.size() == 1);
  CHECK_THAT(faults[0].fact, Contains("shop.items has 1596 columns, and a feed can have 1595"));
  CHECK_THAT(faults[0].remedy, Contains("jsonb"));
}

TEST_CASE("A row that fits no page even while it is empty is refused") {
  CHECK(beyond_limits(feed_of(500, ColumnType::text_array)).empty());
  const auto faults = beyond_limits(feed_of(1000, ColumnType::text_array));
  REQUIRE(faults.size() == 1);
  CHECK_THAT(faults[0].fact, Contains("a row of shop.items can never be stored"));
}

TEST_CASE("A row that may not fit a page is told of") {
  CHECK_FALSE(tight_fit(feed_of(100, ColumnType::integer)));
  const auto told = tight_fit(feed_of(1500, ColumnType::integer));
  REQUIRE(told);
  CHECK_THAT(*told, Contains("1500 columns") && Contains("too_long"));
}

TEST_CASE("Only a reserved word is quoted") {
  CHECK(is_reserved("order"));
  CHECK(is_reserved("user"));
  CHECK_FALSE(is_reserved("name"));
  CHECK_FALSE(is_reserved("orders"));
  CHECK(name_in_sql("order") == "\"order\"");
  CHECK(name_in_sql("title") == "title");
}
