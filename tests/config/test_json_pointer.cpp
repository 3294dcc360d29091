#include "config/json_pointer.hpp"
#include "support/catch.hpp"

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
