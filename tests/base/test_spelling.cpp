#include <string>
#include <vector>

#include "base/spelling.hpp"
#include "support/catch.hpp"

using nightjar::edit_distance;
using nightjar::enumeration;
using nightjar::suggestion;

TEST_CASE("The distance of two words counts letters that are wrong, missing, extra or swapped") {
  CHECK(edit_distance("columns", "columns") == 0);
  CHECK(edit_distance("colums", "columns") == 1);
  CHECK(edit_distance("cloumns", "columns") == 1);
  CHECK(edit_distance("", "abc") == 3);
  CHECK(edit_distance("kitten", "sitting") == 3);
}

TEST_CASE("A suggestion is made only where a word is near") {
  const std::vector<std::string> known{"format", "kind", "key"};
  CHECK(suggestion("fromat", known) == "; did you mean \"format\"?");
  CHECK(suggestion("guards", known).empty());
  CHECK(suggestion("x", {}).empty());
}

TEST_CASE("An enumeration has every word, or says how many more there are") {
  const std::vector<std::string> words{"a", "b", "c"};
  CHECK(enumeration(words) == "a, b, c");
  CHECK(enumeration(words, 3) == "a, b, c");
  CHECK(enumeration(words, 2) == "a, b and 1 more");
  CHECK(enumeration({}).empty());
}
