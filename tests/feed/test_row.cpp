#include <string>

#include "feed/row.hpp"
#include "support/catch.hpp"

using nightjar::feed::Row;

TEST_CASE("A row gives back its columns, nulls and empty values apart") {
  Row row;
  row.append("x");
  row.append_null();
  row.append("");
  row.append(std::string_view("\0\1", 2));
  REQUIRE(row.columns() == 4);
  CHECK(row.field(0) == "x");
  CHECK_FALSE(row.field(1));
  CHECK(row.field(2) == "");
  CHECK(row.field(3) == std::string_view("\0\1", 2));
}

TEST_CASE("A row on the wire is each length and each value, a null as the length -1") {
  Row row;
  row.append("ab");
  row.append_null();
  CHECK(row.wire() == std::string_view("\0\0\0\2ab\xFF\xFF\xFF\xFF", 10));
  Row copy;
  copy.assign(row.wire(), 2);
  CHECK(copy.field(0) == "ab");
  CHECK_FALSE(copy.field(1));
}

TEST_CASE("A row that is cleared has no columns") {
  Row row;
  row.append("ab");
  row.clear();
  CHECK(row.columns() == 0);
  CHECK(row.wire().empty());
}
