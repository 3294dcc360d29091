#include <functional>

#include "base/file.hpp"
#include "pickup/pickup_fixture.hpp"

using namespace nightjar;
using namespace std::chrono_literals;
using support::PickUp;

TEST_CASE_METHOD(PickUp, "A file that changed a short while ago is waited for") {
  remote.files["books.json"].modified = start - 20s;
  pick_up();
  REQUIRE(clock.waits().size() == 1);
  CHECK(clock.waits()[0] == 40s);
  CHECK_THAT(recorder.reasons[0], Catch::Contains("books.json"));
}

TEST_CASE_METHOD(PickUp, "A file that goes on growing is waited for until it has come to rest") {
  remote.files["books.json"].modified = start;
  for (int i = 1; i <= 5; ++i) {
    clock.at(start + i * 30s, [this] {
      remote.files["books.json"].bytes += "+";
      remote.files["books.json"].modified = clock.now();
    });
  }
  const auto files = pick_up();
  CHECK(read_text(files[0].path) == "[1,2,3,4,5]+++++");
  CHECK(clock.now() == start + 150s + 60s);
}

TEST_CASE_METHOD(PickUp, "A file whose time is unknown or in the future counts by what is seen") {
  const auto modified = GENERATE(as<std::optional<Instant>>{}, std::nullopt, start + 5h);
  remote.files["books.json"].modified = modified;
  pick_up();
  CHECK(clock.now() == start + 60s);
}

TEST_CASE_METHOD(PickUp, "A file that grows during the transfer is not taken") {
  remote.in_the_middle = [this] { remote.files["books.json"] = {"[1,2,3,4,5,6,7]", clock.now()}; };
  const auto files = pick_up();
  CHECK(read_text(files[0].path) == "[1,2,3,4,5,6,7]");
  CHECK(clock.now() == start + 60s);
  CHECK(staged() == 2);
}

TEST_CASE_METHOD(PickUp, "A file that is replaced by one of the same size is not taken") {
  remote.in_the_middle = [this] { remote.files["books.json"] = {"[5,4,3,2,1]", start - 2s}; };
  CHECK(read_text(pick_up()[0].path) == "[5,4,3,2,1]");
}

TEST_CASE_METHOD(
    PickUp, "All files come from one look: one that changes after its own transfer spoils it") {
  // in the middle of the second file's transfer
  remote.files["books.json"].bytes = "";
  remote.in_the_middle = [this] {
    remote.files["books.json"] = {"[new]", start};
    remote.files["reviews.json"] = {"[new too]", start};
  };
  const auto files = pick_up();
  CHECK(read_text(files[0].path) == "[new]");
  CHECK(read_text(files[1].path) == "[new too]");
}

TEST_CASE_METHOD(PickUp, "A file that did not change is not fetched again when another did") {
  request.files = {{.name = "books.json"}, {.name = "reviews.json"}};
  remote.in_the_middle = [this] { remote.files["reviews.json"] = {"[8,9]", start - 61s}; };
  pick_up();
  CHECK(remote.offsets == std::vector<std::uint64_t>{0, 0, 0});  // books, reviews, reviews
}

TEST_CASE_METHOD(PickUp, "A file that never comes to rest is given up") {
  const std::function<void()> keep_changing = [&] {
    remote.files["books.json"].bytes += "+";
    remote.files["books.json"].modified = clock.now();
    clock.at(clock.now() + 30s, keep_changing);
  };
  keep_changing();
  CHECK_THROWS_WITH(pick_up(), Catch::Contains("books.json: changed a short while ago; given up"));
  CHECK(clock.now() == start + 1h);
}
