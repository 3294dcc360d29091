#include <string>
#include <vector>

#include "pickup/selection.hpp"
#include "support/catch.hpp"

using namespace nightjar::pickup;
using Names = std::vector<std::string>;

TEST_CASE("A companion's name has the file's in it") {
  CHECK(companion("{file}.sha256", "in/a.json") == "in/a.json.sha256");
  CHECK(companion("done-{file}-yes", "a") == "done-a-yes");
  CHECK(companion("_SUCCESS", "a.json") == "_SUCCESS");
  CHECK(companion("_SUCCESS", "2024-01-01/a.json") == "2024-01-01/_SUCCESS");
  CHECK(companion("", "2024-01-01/a.json").empty());
  CHECK(companion("", "a.json").empty());
}

TEST_CASE("A marker or checksum file is not a candidate for the file itself") {
  const Names names{"_SUCCESS", "r-1.json", "r-1.json.done", "r-1.json.sha256", "r-2.json", "x"};
  CHECK(candidates(names, "r-*", "{file}.done", "{file}.sha256") == Names{"r-1.json", "r-2.json"});
  CHECK(candidates(names, "r-*", "", "") ==
        Names{"r-1.json", "r-1.json.done", "r-1.json.sha256", "r-2.json"});
  CHECK(candidates(names, "*", "_SUCCESS", "").size() == 5);
  CHECK(candidates(names, "y*", "", "").empty());
}

TEST_CASE("A hidden file is no candidate") {
  CHECK(candidates({".r-2.json.swp", ".r-2.json", "r-1.json"}, "*", "", "") == Names{"r-1.json"});
}
