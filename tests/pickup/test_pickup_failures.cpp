#include <algorithm>
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

TEST_CASE_METHOD(PickUp, "A transfer that broke goes on where it stopped") {
  remote.in_the_middle = [this] { remote.fail(); };
  const auto files = pick_up();
  CHECK(read_text(files[0].path) == "[1,2,3,4,5]");
  CHECK(files[0].sha256 == sha256_hex("[1,2,3,4,5]"));
  CHECK(remote.offsets == std::vector<std::uint64_t>{0, 5, 0});
  CHECK(recorder.failures.size() == 1);
}

TEST_CASE_METHOD(PickUp, "A later process goes on with the part of an earlier one") {
  request.source.give_up_after = 0s;
  remote.in_the_middle = [this] { remote.fail(); };
  CHECK_THROWS_AS(pick_up(), Transient);
  const auto files = pick_up();
  CHECK(remote.offsets == std::vector<std::uint64_t>{0, 5, 0});
  CHECK(files[0].sha256 == sha256_hex("[1,2,3,4,5]"));
  CHECK(staged() == 2);
}

TEST_CASE_METHOD(PickUp, "A link in the place of a part is not written through") {
  request.source.give_up_after = 0s;
  remote.in_the_middle = [this] { remote.fail(); };
  CHECK_THROWS_AS(pick_up(), Transient);
  std::filesystem::path part;
  for (const auto& entry : std::filesystem::directory_iterator(request.staging)) {
    if (entry.path().filename().string().starts_with("books.json.")) part = entry.path();
  }
  REQUIRE(std::filesystem::exists(part));
  const auto precious = folder.write("precious", "[9]");
  std::filesystem::remove(part);
  if (GENERATE(false, true)) {
    std::filesystem::create_symlink(precious, part);
  } else {
    std::filesystem::create_hard_link(precious, part);
  }
  const auto files = pick_up();
  CHECK(read_text(files[0].path) == "[1,2,3,4,5]");
  CHECK(read_text(precious) == "[9]");
}

TEST_CASE_METHOD(PickUp, "Parts of other nights' files go once the files of this one are whole") {
  folder.write("staging/books_20211217.json.11_1639706400000000_01234567.part", "[1,");
  pick_up();
  CHECK(staged() == 2);
}

TEST_CASE_METHOD(PickUp, "A part is not resumed when the file has changed since") {
  request.source.give_up_after = 0s;
  remote.in_the_middle = [this] { remote.fail(); };
  CHECK_THROWS_AS(pick_up(), Transient);
  const std::string bytes = GENERATE(as<std::string>{}, "[5,4,3,2,1]", "[1,2]", "[1,2,3,4,5,6]");
  remote.files["books.json"] = {bytes, long_ago + 1s};
  const auto files = pick_up();
  CHECK(remote.offsets == std::vector<std::uint64_t>{0, 0, 0});
  CHECK(read_text(files[0].path) == bytes);
  CHECK(staged() == 2);
}

TEST_CASE_METHOD(PickUp, "A part is not resumed when the file's time is not known") {
  request.source.stable_for = 0s;
  remote.files["books.json"].modified.reset();
  remote.in_the_middle = [this] { remote.fail(); };
  pick_up();
  CHECK(remote.offsets == std::vector<std::uint64_t>{0, 0, 0});
}

TEST_CASE_METHOD(PickUp, "A part that the server refuses to resume is fetched again") {
  remote.in_the_middle = [this] { remote.fail(36); };
  pick_up();
  CHECK(remote.offsets == std::vector<std::uint64_t>{0, 0, 0});
}

TEST_CASE_METHOD(PickUp, "A pick-up that fails is tried again after longer and longer waits") {
  request.source.retry = {.first = 10s, .factor = 2, .longest = 60s, .jitter = 0.5};
  remote.failures = 6;
  pick_up();
  CHECK(recorder.failures.size() == 6);
  std::chrono::duration<double> expected = 10s;
  for (const auto wait : clock.waits()) {
    CHECK(wait >= expected * 0.49);
    CHECK(wait <= expected * 1.51);
    expected = std::min<std::chrono::duration<double>>(expected * 2, 60s);
  }
}

TEST_CASE_METHOD(PickUp, "A pick-up that goes on failing gives up in time, with the last cause") {
  remote.failures = 1000000;
  CHECK_THROWS_WITH(pick_up(),
                    Catch::Contains("given up after") && Catch::Contains("line is dead"));
  CHECK(clock.now() <= start + 1h);
  CHECK(clock.now() >= start + 50min);
}

TEST_CASE_METHOD(PickUp, "A file that is late is waited for, and taken when it is there") {
  remote.files.erase("books.json");
  clock.at(start + 20min, [this] { remote.files["books.json"] = {"[late]", clock.now()}; });
  CHECK(read_text(pick_up()[0].path) == "[late]");
  CHECK(clock.now() < start + 30min);
  CHECK_THAT(recorder.reasons[0], Catch::Contains("books.json: not there yet"));
}

TEST_CASE_METHOD(PickUp, "A file that never comes is named when patience ends") {
  remote.files.erase("books.json");
  SECTION("after the wait") {}
  SECTION("at once") { request.missing = Missing::tell; }
  try {
    pick_up();
    FAIL("it is not there");
  } catch (const NotThere& error) {
    CHECK(error.has_files() == std::vector<bool>{false, true});
    CHECK_THAT(error.what(), Catch::Contains("ftps://vendor/: books.json: not there yet"));
  }
  CHECK(clock.now() == (request.missing == Missing::tell ? start : start + 1h));
}

TEST_CASE_METHOD(PickUp, "A file that vanishes during the transfer is waited for") {
  remote.in_the_middle = [this] {
    remote.files.erase("books.json");
    clock.at(start + 10min, [this] { remote.files["books.json"] = {"[back]", clock.now()}; });
    remote.fail();
  };
  CHECK(read_text(pick_up()[0].path) == "[back]");
}
