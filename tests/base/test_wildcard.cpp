#include <string>

#include "base/wildcard.hpp"
#include "support/catch.hpp"

using nightjar::is_hidden;
using nightjar::matches;

TEST_CASE("A pattern matches what its stars and question marks leave open") {
  struct Case {
    std::string pattern;
    std::string name;
    bool fits;
  };
  const auto c = GENERATE(values<Case>({
      {"books.json", "books.json", true},
      {"books.json", "books.jsonx", false},
      {"books.json", "xbooks.json", false},
      {"books-*.json", "books-.json", true},
      {"books-*.json", "books-2021-12-17.json", true},
      {"books-*.json", "books-2021.json.gz", false},
      {"*", "", true},
      {"*", "anything", true},
      {"?", "", false},
      {"b??ks", "books", true},
      {"*.json*", "a.json.gz", true},
      {"*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaac", false},
      {"*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaab", true},
      {"[a-z]", "b", false},
      {"[a-z]*", "[a-z].csv", true},
      {"a\\*", "a\\b", true},
      {"a\\*", "a*", false},
      {"a\\", "a\\", true},
      {"caf?.csv", "caf\xe9.csv", true},
      {"", "", true},
      {"", "a", false},
      {"*", ".hidden", false},
      {"?hidden", ".hidden", false},
      {".h*", ".hidden", true},
      {"d/*.csv", "d/.a.csv", false},
      {"d/*.csv", "d/a.b.csv", true},
      {"*.csv", "d/a.csv", false},
      {"d?a.csv", "d/a.csv", false},
      {"*/*.csv", "d/a.csv", true},
      {"a*b*c", "aXb/c", false},
  }));
  CAPTURE(c.pattern, c.name);
  CHECK(matches(c.pattern, c.name) == c.fits);
}

TEST_CASE("A name is hidden where a part of it begins with a dot") {
  CHECK(is_hidden(".a"));
  CHECK(is_hidden("d/.a.csv"));
  CHECK(is_hidden(".d/a.csv"));
  CHECK_FALSE(is_hidden("d/a.csv"));
  CHECK_FALSE(is_hidden("../d/a.csv"));
  CHECK_FALSE(is_hidden("./a.csv"));
  CHECK_FALSE(is_hidden(""));
}
