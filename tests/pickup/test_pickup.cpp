#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/file.hpp"
#include "hashing/sha256.hpp"
#include "pickup/pickup.hpp"
#include "support/catch.hpp"
#include "support/fake_clock.hpp"
#include "support/temporary_folder.hpp"

using namespace nightjar;
using namespace std::chrono_literals;
using pickup::FileState;
using pickup::Missing;
using pickup::NotThere;
using pickup::PickedFile;
using support::FakeClock;

namespace {

const Instant start = *parse_instant("2021-12-18T02:00:00Z");
const Instant long_ago = start - 1h;

/// A server in memory. What happens in the middle of its next download can be put in.
class FakeRemote : public pickup::Remote {
 public:
  struct File {
    std::string bytes;
    std::optional<Instant> modified;
  };

  [[nodiscard]] std::string address(const std::string& name) const override {
    return "ftps://vendor/" + name;
  }
  std::vector<std::string> names(const std::string& folder) override {
    std::vector<std::string> result;
    for (const auto& [name, file] : files) {
      if (name.starts_with(folder) && name.find('/', folder.size()) == std::string::npos) {
        result.push_back(name.substr(folder.size()));
      }
    }
    return result;
  }
  std::optional<FileState> look(const std::string& name) override {
    ++looks;
    if (failures > 0) fail();
    const auto file = files.find(name);
    if (file == files.end()) return std::nullopt;
    return FileState{file->second.bytes.size(), file->second.modified};
  }
  void download(const std::string& name, std::uint64_t offset, const Sink& sink) override {
    offsets.push_back(offset);
    if (files.count(name) == 0) fail();
    const std::string bytes = files.at(name).bytes.substr(offset);
    const std::size_t half = bytes.size() / 2;
    sink(std::string_view(bytes).substr(0, half));
    if (const auto event = std::exchange(in_the_middle, nullptr)) event();
    sink(std::string_view(bytes).substr(half));
  }

  [[noreturn]] void fail(int code = 18) {
    --failures;
    Transient error("the line is dead");
    error.set_curl_code(code);
    throw error;
  }

  std::map<std::string, File> files;
  std::function<void()> in_the_middle;
  std::vector<std::uint64_t> offsets;
  int failures = 0;
  int looks = 0;
};

struct Recorder : pickup::Observer {
  void waiting(const std::string& reason, Instant) override { reasons.push_back(reason); }
  void failed(const Transient& error, int attempt, std::chrono::milliseconds) override {
    failures.emplace_back(error.what());
    CHECK(attempt == static_cast<int>(failures.size()));
  }
  std::vector<std::string> reasons;
  std::vector<std::string> failures;
};

struct Fixture {
  Fixture() {
    request.source.url = "ftps://vendor/";
    request.files = {{.name = "books.json"}, {.name = "reviews.json"}};
    request.staging = folder.path() / "staging";
    remote.files["books.json"] = {"[1,2,3,4,5]", long_ago};
    remote.files["reviews.json"] = {"[6,7]", long_ago};
  }
  std::vector<PickedFile> pick_up() { return pickup::pick_up(request, remote, clock, recorder); }
  [[nodiscard]] std::size_t staged() const {
    return static_cast<std::size_t>(
        std::distance(std::filesystem::directory_iterator(request.staging), {}));
  }

  support::TemporaryFolder folder;
  FakeRemote remote;
  FakeClock clock{start};
  Recorder recorder;
  pickup::Request request;
};

}  // namespace

TEST_CASE_METHOD(Fixture, "A pick-up brings whole files with their digests, and nothing else") {
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

TEST_CASE_METHOD(Fixture, "A pick-up again replaces the files of the last") {
  pick_up();
  remote.files["books.json"] = {"[9]", start - 61s};
  const auto files = pick_up();
  CHECK(read_text(files[0].path) == "[9]");
  CHECK(staged() == 2);
}

TEST_CASE_METHOD(Fixture, "An empty file is a whole file") {
  remote.files["books.json"].bytes.clear();
  CHECK(read_text(pick_up()[0].path).empty());
}

TEST_CASE_METHOD(Fixture, "A file that two feeds share comes once") {
  request.files = {{.name = "vendor.zip", .member = "a"}, {.name = "vendor.zip", .member = "b"}};
  remote.files["vendor.zip"] = {"PK", long_ago};
  const auto files = pick_up();
  CHECK(files[0].path == files[1].path);
  CHECK(files[0].member == "a");
  CHECK(files[1].member == "b");
  CHECK(remote.offsets.size() == 1);
}

TEST_CASE_METHOD(Fixture, "A name with folders before it is one file in the staging folder") {
  request.files = {{.name = "../in/books.json"}, {.name = ".hidden"}};
  remote.files["../in/books.json"] = {"[1]", long_ago};
  remote.files[".hidden"] = {"[2]", long_ago};
  const auto files = pick_up();
  CHECK(files[0].path == request.staging / "%2E.%2Fin%2Fbooks.json");
  CHECK(files[1].path == request.staging / "%2Ehidden");
  CHECK(read_text(files[0].path) == "[1]");
}

TEST_CASE_METHOD(Fixture, "A file that changed a short while ago is waited for") {
  remote.files["books.json"].modified = start - 20s;
  pick_up();
  REQUIRE(clock.waits().size() == 1);
  CHECK(clock.waits()[0] == 40s);
  CHECK_THAT(recorder.reasons[0], Catch::Contains("books.json"));
}

TEST_CASE_METHOD(Fixture, "A file that goes on growing is waited for until it has come to rest") {
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

TEST_CASE_METHOD(Fixture, "A file whose time is unknown or in the future counts by what is seen") {
  const auto modified = GENERATE(as<std::optional<Instant>>{}, std::nullopt, start + 5h);
  remote.files["books.json"].modified = modified;
  pick_up();
  CHECK(clock.now() == start + 60s);
}

TEST_CASE_METHOD(Fixture, "A file that grows during the transfer is not taken") {
  remote.in_the_middle = [this] { remote.files["books.json"] = {"[1,2,3,4,5,6,7]", clock.now()}; };
  const auto files = pick_up();
  CHECK(read_text(files[0].path) == "[1,2,3,4,5,6,7]");
  CHECK(clock.now() == start + 60s);
  CHECK(staged() == 2);
}

TEST_CASE_METHOD(Fixture, "A file that is replaced by one of the same size is not taken") {
  remote.in_the_middle = [this] { remote.files["books.json"] = {"[5,4,3,2,1]", start - 2s}; };
  CHECK(read_text(pick_up()[0].path) == "[5,4,3,2,1]");
}

TEST_CASE_METHOD(
    Fixture, "All files come from one look: one that changes after its own transfer spoils it") {
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

TEST_CASE_METHOD(Fixture, "A file that did not change is not fetched again when another did") {
  request.files = {{.name = "books.json"}, {.name = "reviews.json"}};
  remote.in_the_middle = [this] { remote.files["reviews.json"] = {"[8,9]", start - 61s}; };
  pick_up();
  CHECK(remote.offsets == std::vector<std::uint64_t>{0, 0, 0});  // books, reviews, reviews
}

TEST_CASE_METHOD(Fixture, "A transfer that broke goes on where it stopped") {
  remote.in_the_middle = [this] { remote.fail(); };
  const auto files = pick_up();
  CHECK(read_text(files[0].path) == "[1,2,3,4,5]");
  CHECK(files[0].sha256 == sha256_hex("[1,2,3,4,5]"));
  CHECK(remote.offsets == std::vector<std::uint64_t>{0, 5, 0});
  CHECK(recorder.failures.size() == 1);
}

TEST_CASE_METHOD(Fixture, "A later process goes on with the part of an earlier one") {
  request.source.give_up_after = 0s;
  remote.in_the_middle = [this] { remote.fail(); };
  CHECK_THROWS_AS(pick_up(), Transient);
  const auto files = pick_up();
  CHECK(remote.offsets == std::vector<std::uint64_t>{0, 5, 0});
  CHECK(files[0].sha256 == sha256_hex("[1,2,3,4,5]"));
  CHECK(staged() == 2);
}

TEST_CASE_METHOD(Fixture, "A part is not gone on with when the file has changed since") {
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

TEST_CASE_METHOD(Fixture, "A part is not gone on with when the file's time is not known") {
  request.source.stable_for = 0s;
  remote.files["books.json"].modified.reset();
  remote.in_the_middle = [this] { remote.fail(); };
  pick_up();
  CHECK(remote.offsets == std::vector<std::uint64_t>{0, 0, 0});
}

TEST_CASE_METHOD(Fixture, "A part that the server refuses to go on with is fetched anew") {
  remote.in_the_middle = [this] { remote.fail(36); };
  pick_up();
  CHECK(remote.offsets == std::vector<std::uint64_t>{0, 0, 0});
}

TEST_CASE_METHOD(Fixture, "A pick-up that fails is tried again after longer and longer waits") {
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

TEST_CASE_METHOD(Fixture, "A pick-up that goes on failing gives up in time, with the last cause") {
  remote.failures = 1000000;
  CHECK_THROWS_WITH(pick_up(),
                    Catch::Contains("given up after") && Catch::Contains("line is dead"));
  CHECK(clock.now() <= start + 1h);
  CHECK(clock.now() >= start + 50min);
}

TEST_CASE_METHOD(Fixture, "A file that is late is waited for, and taken when it is there") {
  remote.files.erase("books.json");
  clock.at(start + 20min, [this] { remote.files["books.json"] = {"[late]", clock.now()}; });
  CHECK(read_text(pick_up()[0].path) == "[late]");
  CHECK(clock.now() < start + 30min);
  CHECK_THAT(recorder.reasons[0], Catch::Contains("books.json: not there yet"));
}

TEST_CASE_METHOD(Fixture, "A file that never comes is named when patience ends") {
  remote.files.erase("books.json");
  SECTION("after the wait") {}
  SECTION("at once") { request.missing = Missing::tell; }
  try {
    pick_up();
    FAIL("it is not there");
  } catch (const NotThere& error) {
    CHECK(error.names() == std::vector<std::string>{"books.json"});
    CHECK_THAT(error.what(), Catch::Contains("ftps://vendor/: books.json: not there yet"));
  }
  CHECK(clock.now() == (request.missing == Missing::tell ? start : start + 1h));
}

TEST_CASE_METHOD(Fixture, "A file that vanishes during the transfer is waited for") {
  remote.in_the_middle = [this] {
    remote.files.erase("books.json");
    clock.at(start + 10min, [this] { remote.files["books.json"] = {"[back]", clock.now()}; });
    remote.fail();
  };
  CHECK(read_text(pick_up()[0].path) == "[back]");
}

TEST_CASE_METHOD(Fixture, "A file that never comes to rest is given up") {
  const std::function<void()> keep_changing = [&] {
    remote.files["books.json"].bytes += "+";
    remote.files["books.json"].modified = clock.now();
    clock.at(clock.now() + 30s, keep_changing);
  };
  keep_changing();
  CHECK_THROWS_WITH(pick_up(), Catch::Contains("books.json: changed a short while ago; given up"));
  CHECK(clock.now() == start + 1h);
}

TEST_CASE_METHOD(Fixture, "A file counts only with a marker that is not older than it") {
  request.source.marker = "{file}.done";
  remote.files["reviews.json.done"] = {"", long_ago};
  SECTION("missing") {}
  SECTION("of yesterday") { remote.files["books.json.done"] = {"", long_ago - 24h}; }
  clock.at(start + 10min, [this] { remote.files["books.json.done"] = {"", clock.now()}; });
  pick_up();
  CHECK(clock.now() >= start + 10min);
  CHECK_THAT(recorder.reasons[0], Catch::Contains("its marker books.json.done is"));
}

TEST_CASE_METHOD(Fixture, "A file is held against its checksum") {
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

TEST_CASE_METHOD(Fixture, "A pattern takes the newest file") {
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

TEST_CASE_METHOD(Fixture, "What an observer throws ends the pick-up at once") {
  struct Stop : Recorder {
    void received(const std::string&, std::uint64_t, std::uint64_t) override { throw 7; }
  } stop;
  CHECK_THROWS_AS(pickup::pick_up(request, remote, clock, stop), int);
}

TEST_CASE_METHOD(Fixture, "A file of this machine is read in place and not copied") {
  const auto books = folder.write("in/books.json", "[1]");
  request.source.url = "file://" + (folder.path() / "in").string();
  request.files = {{.name = "books.json"}};
  const auto local = pickup::connect(request.source);
  const auto files = pickup::pick_up(request, *local, clock, recorder);
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
