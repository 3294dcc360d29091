#include "config/notation.hpp"
#include "support/catch.hpp"

using nightjar::config::fault_of_date_format;
using nightjar::config::fault_of_pointer;

TEST_CASE("A pointer names members, elements, or every element") {
  const auto right = GENERATE("/name", "/metadata/name", "/books/0/metadata/title",
                              "/movies/*/title", "/a~1b/m~0n", "/with space", "/ü");
  CAPTURE(right);
  CHECK(fault_of_pointer(right).empty());
}

TEST_CASE("A malformed pointer is faulted") {
  const auto wrong = GENERATE("", "name", "/", "/a/", "//a", "/a//b", "/a~2", "/a~", "$.name",
                              "#/name", "metadata/name");
  CAPTURE(wrong);
  CHECK_FALSE(fault_of_pointer(wrong).empty());
}

TEST_CASE("A date's pattern names year, month and day once each") {
  const auto right = GENERATE("YYYY-MM-DD", "MM/DD/YYYY", "M/D/YYYY", "YYYYMMDD", "D. M. YYYY");
  CAPTURE(right);
  CHECK(fault_of_date_format(right).empty());
}

TEST_CASE("A pattern that is no date's is faulted") {
  const auto wrong = GENERATE("", "YYYY-MM", "YYYY-MM-DD DD", "YY-MM-DD", "yyyy-mm-dd",
                              "YYYY-MMM-DD", "YYYYMD", "%Y-%m-%d", "YYYY-DD-0M", "iso");
  CAPTURE(wrong);
  CHECK_FALSE(fault_of_date_format(wrong).empty());
}
