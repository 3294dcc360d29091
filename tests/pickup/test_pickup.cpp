#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/file.hpp"
#include "hashing/digest.hpp"
#include "pickup/pickup_fixture.hpp"

using namespace nightjar;
using namespace std::chrono_literals;
using pickup::Missing;
using pickup::NotThere;
using support::PickUp;

TEST_CASE_METHOD(PickUp, "A pick-up brings whole files with their digests, and nothing else") {
  const auto files = pick_up();
  REQUIRE(files.size() == 2);
  CHECK(files[0].name == "books.json");
  CHECK(files[0].path == request.staging / "books.json");
  CHECK(files[0].address == "ftps://vendor/books.json");
  CHECK(files[0].bytes == 11);
  CHECK(files[0].modified == long_ago);
  CHECK(files[0].sha256 == sha256_hex("[1,2,3,4,5]"));
  CHECK(files[0].identity == InputFile(files[0].path).identity());
  CHECK(read_text(files[0].path) == "[1,2,3,4,5]");
  CHECK(read_text(files[1].path) == "[6,7]");
  CHECK(staged() == 2);
  CHECK(clock.waits().empty());
}

TEST_CASE_METHOD(PickUp, "A pick-up again replaces the files of the last") {
  pick_up();
  remote.files["books.json"] = {"[9]", start - 61s};
  const auto files = pick_up();
  CHECK(read_text(files[0].path) == "[9]");
  CHECK(staged() == 2);
}

TEST_CASE_METHOD(PickUp, "An empty file is a whole file") {
  remote.files["books.json"].bytes.clear();
  CHECK(read_text(pick_up()[0].path).empty());
}

TEST_CASE_METHOD(PickUp, "A file that two feeds share comes once") {
  request.files = {{.name = "vendor.zip", .member = "a"}, {.name = "vendor.zip", .member = "b"}};
  remote.files["vendor.zip"] = {"PK", long_ago};
  const auto files = pick_up();
  CHECK(files[0].path == files[1].path);
  CHECK(remote.offsets.size() == 1);
}

TEST_CASE_METHOD(PickUp, "A file in a folder with a date comes from the newest folder") {
  request.files = {{.name = "in/day-{date}/users.csv"}, {.name = "{date}/b-*.csv"}};
  for (const std::string& name :
       std::vector<std::string>{"in/day-2024-01-01/users.csv", "in/day-2023-12-31/users.csv",
                                "in/day-last/users.csv", "in/readme", "20240102/b-20240101.csv",
                                "20240102/b-20240102.csv", "20240101/b-20240103.csv"}) {
    remote.files[name] = {name, long_ago};
  }
  const auto files = pick_up();
  CHECK(files[0].name == "in/day-2024-01-01/users.csv");
  CHECK(read_text(files[0].path) == files[0].name);
  CHECK(files[1].name == "20240102/b-20240102.csv");
}

TEST_CASE_METHOD(PickUp, "The newest folder is waited for, and must be clear") {
  request.files = {{.name = "{date}/users.csv"}};
  request.missing = Missing::tell;
  remote.files["2024-01-01/users.csv"] = {"1", long_ago};
  remote.files["2024-01-02/other.csv"] = {"2", long_ago};
  CHECK_THROWS_AS(pick_up(), NotThere);
  remote.files["20240102/users.csv"] = {"3", long_ago};
  CHECK_THROWS_WITH(pick_up(), Catch::Contains("2 folders of the newest date match"));
}

TEST_CASE_METHOD(PickUp, "A name with folders before it is one file in the staging folder") {
  request.files = {{.name = "../in/books.json"}, {.name = ".hidden"}};
  remote.files["../in/books.json"] = {"[1]", long_ago};
  remote.files[".hidden"] = {"[2]", long_ago};
  const auto files = pick_up();
  CHECK(files[0].path == request.staging / "%2E.%2Fin%2Fbooks.json");
  CHECK(files[1].path == request.staging / "%2Ehidden");
  CHECK(read_text(files[0].path) == "[1]");
}

TEST_CASE_METHOD(PickUp, "A file counts only with a marker that is not older than it") {
  request.source.marker = "{file}.done";
  remote.files["reviews.json.done"] = {"", long_ago};
  SECTION("missing") {}
  SECTION("of yesterday") { remote.files["books.json.done"] = {"", long_ago - 24h}; }
  clock.at(start + 10min, [this] { remote.files["books.json.done"] = {"", clock.now()}; });
  pick_up();
  CHECK(clock.now() >= start + 10min);
  CHECK_THAT(recorder.reasons[0], Catch::Contains("its marker books.json.done is"));
}

TEST_CASE_METHOD(PickUp, "A file is compared with its checksum") {
  request.source.checksum = "{file}.sha256";
  remote.files["books.json.sha256"] = {sha256_hex("[1,2,3,4,5]") + "  books.json\n", long_ago};
  remote.files["reviews.json.sha256"] = {sha256_hex("[6,7]"), long_ago};
  SECTION("that is right") { CHECK(pick_up().size() == 2); }
  SECTION("that is wrong for good") {
    remote.files["books.json.sha256"].bytes = sha256_hex("[]");
    CHECK_THROWS_AS(pick_up(), BadDump);
    CHECK_FALSE(std::filesystem::exists(request.staging / "books.json"));
  }
  SECTION("that comes right when the vendor is done") {
    remote.files["books.json.sha256"].bytes = sha256_hex("[]");
    clock.at(start + 5min,
             [this] { remote.files["books.json.sha256"].bytes = sha256_hex("[1,2,3,4,5]"); });
    CHECK(pick_up().size() == 2);
  }
  SECTION("that is not there") {
    remote.files.erase("books.json.sha256");
    CHECK_THROWS_AS(pick_up(), NotThere);
  }
  SECTION("by MD5") {
    remote.files["books.json.sha256"].bytes = "9244013098e13300d3c599dc2a8a7e07  books.json";
    CHECK(pick_up().size() == 2);
  }
}

TEST_CASE_METHOD(PickUp, "A pattern takes the newest file") {
  request.files = {{.name = "in/r-*.json"}};
  remote.files["in/r-2021-12-16.json"] = {"[16]", long_ago + 1s};
  remote.files["in/r-2021-12-17.json"] = {"[17]", long_ago};
  remote.files["r-2021-12-18.json"] = {"[elsewhere]", long_ago};
  SECTION("by the date in its name") { CHECK(pick_up()[0].name == "in/r-2021-12-17.json"); }
  SECTION("by its time") {
    request.files[0].newest = feed::Newest::by_time;
    CHECK(pick_up()[0].name == "in/r-2021-12-16.json");
  }
  SECTION("or says that names without dates have no newest") {
    request.files = {{.name = "boo*"}};
    CHECK_THROWS_AS(pick_up(), Misconfigured);
  }
  SECTION("or none where nothing matches") {
    request.files = {{.name = "nothing-*"}};
    CHECK_THROWS_AS(pick_up(), NotThere);
  }
}

TEST_CASE_METHOD(PickUp,
                 "A name with a control character is not a candidate, and is reported once") {
  request.files = {{.name = "in/r-*.json"}, {.name = "in/r-*.json"}};
  request.files[1].newest = feed::Newest::by_time;
  remote.files["in/r-2021-12-16.json"] = {"[16]", long_ago};
  remote.files["in/r-2021-12-17\x01.json"] = {"[17]", long_ago + 1s};
  remote.files["in/r-2021-12-18\x7f.json"] = {"[18]", long_ago + 1s};
  const auto files = pick_up();
  CHECK(files[0].name == "in/r-2021-12-16.json");
  CHECK(files[1].name == "in/r-2021-12-16.json");
  CHECK(recorder.strays ==
        std::vector<std::string>{"r-2021-12-17\x01.json", "r-2021-12-18\x7f.json"});
}

namespace {

/// What a pick-up of `pattern` refuses, and with which remedy.
Misconfigured refusal_of(PickUp& bench, const feed::FilePattern& pattern) {
  bench.request.files = {pattern};
  try {
    bench.pick_up();
  } catch (const Misconfigured& error) {
    return error;
  }
  FAIL("it was taken");
  throw;
}

}  // namespace

TEST_CASE_METHOD(PickUp, "Several files of the newest date are refused, each by its name") {
  const auto names = GENERATE(values<std::vector<std::string>>({
      {"u-20240101-part1.csv", "u-20240101-part2.csv"},
      {"u-20240101-01.csv", "u-20240101-02.csv"},
      {"u-20240101-1-of-2.csv", "u-20240101-2-of-2.csv"},
      {"u-2024-01-01-01-02.csv", "u-2024-01-01-02-02.csv"},
      {"u-20240101_0001.csv", "u-20240101_0002.csv"},
      {"u-20240101.csv", "u-20240101.csv.gz"},
      {"u-20240101-v1.csv", "u-20240101-v01.csv"},
  }));
  remote.files["u-20231231.csv"] = {"x", long_ago};
  for (const std::string& name : names) remote.files[name] = {"x", long_ago};
  const Misconfigured error = refusal_of(*this, {.name = "u-*"});
  CHECK_THAT(error.what(), Catch::Contains("2 files of the newest date match") &&
                               Catch::Contains(names[0]) && Catch::Contains(names[1]) &&
                               !Catch::Contains("20231231"));
  CHECK_THAT(error.remedy(),
             Catch::Contains("narrow the pattern") && Catch::Contains("`parts: all`"));
  CHECK(clock.waits().empty());
}

TEST_CASE_METHOD(PickUp, "Of several deliveries of a day the one of the latest time is taken") {
  request.files = {{.name = "u*"}};
  for (const std::string& name :
       std::vector<std::string>{"u-20240101_0000", "u-20240101_1200", "u-20240101_0230"}) {
    remote.files[name] = {"x", long_ago};
  }
  CHECK(pick_up()[0].name == "u-20240101_1200");
}

TEST_CASE_METHOD(PickUp, "Of several versions of a date the one of the highest number is taken") {
  request.files = {{.name = "u*"}};
  for (const std::string& name :
       std::vector<std::string>{"u_20240101_v1", "u_20240101_v10", "u_20240101_v2"}) {
    remote.files[name] = {"x", long_ago};
  }
  CHECK(pick_up()[0].name == "u_20240101_v10");
}

TEST_CASE_METHOD(PickUp, "Names with digits of a UUID have no date to tell the newest by") {
  for (const std::string part : {"0", "1"}) {
    remote.files["part-0000" + part + "-aaaa2024-0101-c000.csv"] = {"x", long_ago};
  }
  CHECK_THAT(refusal_of(*this, {.name = "part-*.csv"}).what(), Catch::Contains("has no date"));
}

TEST_CASE_METHOD(PickUp, "Several files of the newest time are refused, each by its name") {
  remote.files["u-1"] = {"x", long_ago - 1s};
  remote.files["u-2"] = {"x", long_ago};
  remote.files["u-3"] = {"x", long_ago};
  SECTION("where they tell one") {
    CHECK_THAT(
        refusal_of(*this, {.name = "u*", .newest = feed::Newest::by_time}).what(),
        Catch::Contains("2 files match and have the newest time") && Catch::Contains("u-2, u-3"));
  }
  SECTION("where they tell none") {
    for (auto& [name, file] : remote.files) file.modified.reset();
    CHECK_THAT(refusal_of(*this, {.name = "u*", .newest = feed::Newest::by_time}).what(),
               Catch::Contains("the server does not report their times"));
  }
}

TEST_CASE_METHOD(PickUp, "A hidden file is never the newest") {
  request.files = {{.name = "*.json"}};
  remote.files = {{"u-20240101.json", {"x", long_ago}}, {".u-20240102.json", {"y", long_ago}}};
  CHECK(pick_up()[0].name == "u-20240101.json");
}

TEST_CASE_METHOD(PickUp, "What an observer throws ends the pick-up at once") {
  struct Stop : support::Recorder {
    void received(const std::string&, std::uint64_t, std::uint64_t) override { throw 7; }
  } stop;
  CHECK_THROWS_AS(pickup::pick_up(request, remote, clock, stop), int);
}

TEST_CASE_METHOD(PickUp, "A file of this machine is read in place and not copied") {
  const auto books = folder.write("in/books.json", "[1]");
  request.source.url = "file://" + (folder.path() / "in").string();
  request.files = {{.name = "books.json"}};
  const auto local = pickup::connect(request.source);
  const auto files = pickup::pick_up(request, *local, clock, recorder)[0].files;
  CHECK(files[0].path == books);
  CHECK(files[0].sha256.empty());
  CHECK(files[0].identity == InputFile(books).identity());
  CHECK_FALSE(std::filesystem::exists(request.staging));
  CHECK(clock.waits().empty());

  request.missing = Missing::tell;
  request.files = {{.name = "none.json"}};
  CHECK_THROWS_AS(pickup::pick_up(request, *local, clock, recorder), NotThere);
  request.source.url += "/no/such/folder/";
  const auto nowhere = pickup::connect(request.source);
  request.files = {{.name = "*.json"}};
  CHECK_THROWS_AS(pickup::pick_up(request, *nowhere, clock, recorder), NotThere);
}
