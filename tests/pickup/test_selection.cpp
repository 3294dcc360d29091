#include <string>
#include <vector>

#include "pickup/selection.hpp"
#include "support/catch.hpp"

using namespace nightjar::pickup;
using Names = std::vector<std::string>;

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
      {"", "", true},
      {"", "a", false},
  }));
  CAPTURE(c.pattern, c.name);
  CHECK(matches(c.pattern, c.name) == c.fits);
}

TEST_CASE("A date is read out of a name however it is written") {
  struct Case {
    std::string name;
    std::string date;
  };
  const auto c = GENERATE(values<Case>({
      {"reviews-2021-12-17.json.gz", "20211217000000"},
      {"reviews-20211217.json", "20211217000000"},
      {"reviews_20211217T0230.json", "20211217023000"},
      {"reviews-2021-12-17_02-30-15.json", "20211217023015"},
      {"reviews.2021.12.17.json", "20211217000000"},
      {"20211217023015", "20211217023015"},
      {"v2-2021-12-17", "20211217000000"},
      {"2020-01-01-to-2021-12-17.json", "20211217000000"},
      {"reviews-2021-13-17.json", ""},
      {"reviews-2021-02-30.json", ""},
      {"reviews-00010101.json", ""},
      {"reviews-12345678901.json", ""},
      {"reviews.json", ""},
      {"", ""},
  }));
  CAPTURE(c.name);
  CHECK(date_in(c.name) == c.date);
}

TEST_CASE("A companion's name has the file's in it") {
  CHECK(companion("{file}.sha256", "in/a.json") == "in/a.json.sha256");
  CHECK(companion("done-{file}-yes", "a") == "done-a-yes");
  CHECK(companion("_SUCCESS", "a.json") == "_SUCCESS");
  CHECK(companion("", "a.json").empty());
}

TEST_CASE("A marker or checksum is no candidate for what it stands beside") {
  const Names names{"_SUCCESS", "r-1.json", "r-1.json.done", "r-1.json.sha256", "r-2.json", "x"};
  CHECK(candidates(names, "r-*", "{file}.done", "{file}.sha256") == Names{"r-1.json", "r-2.json"});
  CHECK(candidates(names, "r-*", "", "") ==
        Names{"r-1.json", "r-1.json.done", "r-1.json.sha256", "r-2.json"});
  CHECK(candidates(names, "*", "_SUCCESS", "").size() == 5);
  CHECK(candidates(names, "y*", "", "").empty());
}
