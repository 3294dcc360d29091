#include <algorithm>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/file.hpp"
#include "hashing/digest.hpp"
#include "pickup/pickup_fixture.hpp"

using namespace nightjar;
using namespace std::chrono_literals;
using Catch::Contains;
using pickup::Incomplete;
using pickup::Missing;
using pickup::NotThere;
using support::PickUp;
using Names = std::vector<std::string>;

namespace {

/// A vendor who delivers users in parts.
struct Parts : PickUp {
  Parts() {
    request.files = {{.name = "u-*.csv", .all_parts = true}};
    remote.files.clear();
    put({"u-20240101-2.csv", "u-20240101-10.csv", "u-20231231-11.csv"});
    for (int part = 1; part < 10; ++part) {
      if (part != 2) put({"u-20240101-" + std::to_string(part) + ".csv"});
    }
  }
  void put(const Names& names) {
    for (const std::string& name : names) remote.files[name] = {name, long_ago};
  }
  Names names() {
    Names names;
    for (const auto& file : pick_up()) names.push_back(file.name);
    return names;
  }
};

}  // namespace

TEST_CASE_METHOD(Parts, "All files of the newest date are picked up, in natural order") {
  const auto files = pick_up();
  REQUIRE(files.size() == 10);
  CHECK(files[0].name == "u-20240101-1.csv");
  CHECK(files[1].name == "u-20240101-2.csv");
  CHECK(files[9].name == "u-20240101-10.csv");
  for (const auto& file : files) {
    CHECK(read_text(file.path) == file.name);
    CHECK(file.sha256 == sha256_hex(file.name));
  }
  CHECK(staged() == 10);
}

TEST_CASE_METHOD(Parts, "The files of one date are parts, whatever times their names have") {
  put({"u-20240102_0002.csv", "u-20240102_0001.csv"});
  CHECK(names() == Names{"u-20240102_0001.csv", "u-20240102_0002.csv"});
}

TEST_CASE_METHOD(Parts, "Each part needs its marker") {
  request.source.marker = "{file}.done";
  put({"u-20240102-1.csv", "u-20240102-1.csv.done", "u-20240102-2.csv"});
  clock.at(start + 10min, [this] { put({"u-20240102-2.csv.done"}); });
  CHECK(names() == Names{"u-20240102-1.csv", "u-20240102-2.csv"});
  CHECK_THAT(recorder.reasons[0], Contains("its marker u-20240102-2.csv.done is not there"));
}

TEST_CASE_METHOD(Parts, "Parts in the newest folder need no date in their names") {
  request.files = {{.name = "{date}/u-*.csv", .all_parts = true}};
  put({"2024-01-01/u-1.csv", "2024-01-02/u-b.csv", "2024-01-02/u-a.csv"});
  CHECK(names() == Names{"2024-01-02/u-a.csv", "2024-01-02/u-b.csv"});
  request.files[0].name = "u*";
  remote.files = {{"u-a", {"", long_ago}}};
  try {
    pick_up();
    FAIL("it is not clear which parts are of one dump");
  } catch (const Misconfigured& error) {
    CHECK_THAT(error.what(), Contains("u-a matches, but has no date"));
    CHECK_THAT(error.remedy(), Contains("{date}/") && !Contains("by time"));
  }
}

TEST_CASE_METHOD(Parts, "A missing part is waited for") {
  remote.files.erase("u-20240101-3.csv");
  clock.at(start + 10min, [this] { put({"u-20240101-3.csv"}); });
  CHECK(pick_up().size() == 10);
  CHECK(clock.now() >= start + 10min);
  CHECK_THAT(recorder.reasons[0], Contains("u-20240101-3.csv: not there yet"));
}

TEST_CASE_METHOD(Parts, "Each part is waited for until it is stable") {
  remote.files["u-20240101-7.csv"].modified = start - 10s;
  CHECK(pick_up().size() == 10);
  CHECK(clock.now() == start + 50s);
  CHECK_THAT(recorder.reasons[0], Contains("u-20240101-7.csv: changed a short while ago"));
}

TEST_CASE_METHOD(Parts, "A part that appears while the others are fetched is picked up as well") {
  remote.in_the_middle = [this] { put({"u-20240101-11.csv"}); };
  CHECK(pick_up().size() == 11);
}

TEST_CASE_METHOD(Parts, "The parts that are there are taken without the missing ones on request") {
  remote.files.erase("u-20240101-3.csv");
  remote.files.erase("u-20240101-4.csv");
  request.missing = Missing::tell;
  try {
    pick_up();
    FAIL("parts are missing");
  } catch (const NotThere& error) {
    CHECK(error.has_files() == std::vector<bool>{true});
    CHECK_THAT(error.what(), Contains("u-20240101-3.csv, u-20240101-4.csv: not there yet"));
  }
  request.incomplete = Incomplete::take;
  const auto dumps = pick_up_dumps();
  CHECK(dumps[0].files.size() == 8);
  CHECK(dumps[0].missing == Names{"u-20240101-3.csv", "u-20240101-4.csv"});
  remote.files.clear();
  CHECK_THROWS_AS(pick_up(), NotThere);
}

TEST_CASE_METHOD(Parts, "Two parts with one number are refused, each by its name") {
  put({"u-20240102-part1.csv", "u-20240102-part01.csv"});
  CHECK_THROWS_WITH(pick_up(),
                    Contains("u-20240102-part01.csv and u-20240102-part1.csv cannot be parts"));
}

TEST_CASE_METHOD(Parts, "Each part has a checksum of its own") {
  request.source.checksum = "{file}.md5";
  for (const std::string& name : Names{"u-20240102-1.csv", "u-20240102-2.csv"}) {
    put({name});
    remote.files[name + ".md5"] = {"d41d8cd98f00b204e9800998ecf8427e", long_ago};
  }
  request.missing = Missing::tell;
  CHECK_THROWS_WITH(pick_up(), Contains("u-20240102-1.csv does not match u-20240102-1.csv.md5"));
  remote.files["u-20240102-1.csv"].bytes.clear();
  CHECK_THROWS_WITH(pick_up(), Contains("u-20240102-2.csv does not match u-20240102-2.csv.md5"));
  remote.files["u-20240102-2.csv"].bytes.clear();
  CHECK(pick_up().size() == 2);
}

namespace {

/// The same, who lists them.
struct Listed : Parts {
  Listed() {
    request.files[0].manifest = "u-*.txt";
    list("u-20240101.txt", {"u-20240101-7.csv", "./u-20240101-12.csv", "readme.txt", "../u-x.csv"});
    put({"u-20240101-12.csv", "readme.txt"});
    request.missing = Missing::tell;
  }
  void list(const std::string& name, const Names& names) {
    std::string text;
    for (const std::string& listed : names) text += listed + "\n";
    remote.files[name] = {text, long_ago};
  }
};

}  // namespace

TEST_CASE_METHOD(Listed,
                 "The parts are those that the newest manifest lists, whatever their numbers") {
  list("u-20231231.txt", {"u-20231231-11.csv"});
  CHECK(names() == Names{"u-20240101-7.csv", "u-20240101-12.csv"});
}

TEST_CASE_METHOD(Listed, "A part that the manifest lists and that is missing is named") {
  remote.files.erase("u-20240101-12.csv");
  CHECK_THROWS_WITH(pick_up(), Contains("u-20240101-12.csv: not there yet"));
}

TEST_CASE_METHOD(Listed, "A manifest is waited for, and must be as new as the parts") {
  SECTION("none") { remote.files.erase("u-20240101.txt"); }
  SECTION("an older one") { put({"u-20240102-1.csv"}); }
  CHECK_THROWS_WITH(pick_up(), Contains("u-*.txt: not there yet"));
}

TEST_CASE_METHOD(Listed, "A manifest that has just changed is waited for") {
  request.missing = Missing::wait;
  remote.files["u-20240101.txt"].modified = start;
  CHECK(pick_up().size() == 2);
  CHECK(clock.now() == start + 60s);
}

TEST_CASE_METHOD(Listed, "A manifest without a part that the pattern matches is refused") {
  list("u-20240101.txt", {"v-1.csv"});
  CHECK_THROWS_WITH(pick_up(), Contains("u-20240101.txt: lists no file that `file: u-*.csv`"));
}

TEST_CASE_METHOD(Listed, "A digest in the manifest is compared with the part") {
  list("u-20240101.txt", {sha256_hex("u-20240101-7.csv") + "  u-20240101-7.csv",
                          sha256_hex("else") + "  u-20240101-12.csv"});
  SECTION("that is wrong") {
    CHECK_THROWS_WITH(pick_up(), Contains("u-20240101-12.csv does not match its manifest"));
  }
  SECTION("that is right") {
    remote.files["u-20240101-12.csv"].bytes = "else";
    CHECK(pick_up().size() == 2);
  }
}

TEST_CASE_METHOD(Listed, "A manifest makes patterns usable where nothing can be listed") {
  request.files[0].manifest = "parts.txt";
  list("parts.txt", {"u-20240101-7.csv"});
  struct NoListing : support::FakeRemote {
    Names names(const std::string&) override { throw Misconfigured("no listing", ""); }
  } web;
  web.files = remote.files;
  const auto dumps = pickup::pick_up(request, web, clock, recorder);
  REQUIRE(dumps[0].files.size() == 1);
  CHECK(dumps[0].files[0].name == "u-20240101-7.csv");
}

TEST_CASE_METHOD(PickUp, "Files in a dated folder that feeds share come once") {
  request.files = {{.name = "{date}/all-*.zip", .member = "a"},
                   {.name = "{date}/all-*.zip", .member = "b"}};
  remote.files["2024-01-01/all-20240101.zip"] = {"PK", long_ago};
  const auto dumps = pick_up_dumps();
  REQUIRE(dumps.size() == 2);
  CHECK(dumps[0].files[0].path == dumps[1].files[0].path);
  CHECK(remote.offsets.size() == 1);
  CHECK(staged() == 1);
}
