#include <filesystem>
#include <fstream>
#include <functional>

#include "base/file.hpp"
#include "night/shape.hpp"
#include "support/catch.hpp"

namespace fs = std::filesystem;
namespace feed = nightjar::feed;
using nightjar::read_text;
using nightjar::ledger::Outcome;
using nightjar::support::Files;
using nightjar::support::Items;
using nightjar::support::NightBench;
using nightjar::support::Shape;
using nightjar::support::ShapeBench;
using nightjar::support::told;

namespace {

const Shape csv{.format = feed::Format::csv};

void overwrite(const fs::path& file, const std::string& bytes) {
  std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
}

/// Two nights, with something happening to the fingerprint cache between them; they must come out
/// the same.
void two_nights_around(const std::function<void(const fs::path& fingerprint_cache)>& event) {
  ShapeBench bench{Shape{}};
  bench.night(1, Items{{"a", "x"}, {"b", "y"}, {"c", "z"}, {"d", "z"}});
  REQUIRE(fs::exists(bench.fingerprint_cache("singles")));
  event(bench.fingerprint_cache("singles"));
  const auto second = bench.night(2, Items{{"e", "new"}, {"a", "x"}, {"b", "other"}, {"c", "z"}});
  CHECK(told(second) == "read 4, inserted 1, updated 1, deleted 1, unchanged 2");
  CHECK(bench.history() == "a:x@1- b:y@1-2 b:other@2- c:z@1- d:z@1-2 e:new@2-");
  CHECK(told(bench.night(3, Items{{"e", "new"}, {"a", "x"}, {"b", "other"}, {"c", "z"}})) ==
        "read 4, unchanged 4");
}

}  // namespace

TEST_CASE("A fingerprint cache that is lost costs no answer", "[server]") {
  two_nights_around([](const fs::path& file) { fs::remove(file); });
}

TEST_CASE("A fingerprint cache that is cut short anywhere costs no answer", "[server]") {
  two_nights_around([](const fs::path& file) { overwrite(file, ""); });
  two_nights_around([](const fs::path& file) { overwrite(file, read_text(file).substr(0, 7)); });
  two_nights_around([](const fs::path& file) {
    const std::string bytes = read_text(file);
    overwrite(file, bytes.substr(0, bytes.size() - 1));
  });
  two_nights_around([](const fs::path& file) {
    const std::string bytes = read_text(file);
    overwrite(file, bytes.substr(0, bytes.size() - 24));
  });
}

TEST_CASE("A fingerprint cache that something was added to costs no answer", "[server]") {
  two_nights_around([](const fs::path& file) {
    const std::string bytes = read_text(file);
    overwrite(file, bytes + bytes.substr(bytes.size() - 24));
  });
}

TEST_CASE("A fingerprint cache with any byte altered costs no answer", "[server]") {
  ShapeBench bench{Shape{}};
  const Items dump{{"a", "x"}, {"b", "y"}};
  bench.night(1, dump);
  double day = 1;
  const std::size_t size = read_text(bench.fingerprint_cache("singles")).size();
  for (std::size_t at = 0; at < size; at += 7) {
    INFO("byte " << at);
    std::string bytes = read_text(bench.fingerprint_cache("singles"));
    bytes[at] = static_cast<char>(bytes[at] ^ 0x10);
    overwrite(bench.fingerprint_cache("singles"), bytes);
    REQUIRE(told(bench.night(++day, dump)) == "read 2, unchanged 2");
  }
  CHECK(bench.history() == "a:x@1- b:y@1-");
}

TEST_CASE("A fingerprint cache whose entries were exchanged costs no answer", "[server]") {
  two_nights_around([](const fs::path& file) {
    std::string bytes = read_text(file);
    const std::string last = bytes.substr(bytes.size() - 8);
    bytes.replace(bytes.size() - 8, 8, bytes.substr(bytes.size() - 32, 8));
    bytes.replace(bytes.size() - 32, 8, last);
    overwrite(file, bytes);
  });
}

TEST_CASE("A fingerprint cache of an earlier night is not believed", "[server]") {
  ShapeBench bench{Shape{}};
  bench.night(1, Items{{"a", "x"}, {"b", "y"}});
  const std::string of_first = read_text(bench.fingerprint_cache("singles"));
  bench.night(2, Items{{"a", "other"}});
  overwrite(bench.fingerprint_cache("singles"), of_first);
  CHECK(told(bench.night(3, Items{{"a", "x"}, {"b", "y"}})) == "read 2, updated 1, restored 1");
  CHECK(bench.history() == "a:x@1-2 a:other@2-3 a:x@3- b:y@1-2 b:y@3-");
}

TEST_CASE("A fingerprint cache in another feed's place is not believed", "[server]") {
  const Shape single{.format = feed::Format::ndjson};
  const Shape pair{.format = feed::Format::csv, .key = Shape::Key::compound};
  NightBench bench(single.feed() + pair.feed());
  const Items items{{"a", "x"}, {"b", "y"}};
  const Files files{{single.file(), single.dump(items)}, {pair.file(), pair.dump(items)}};
  bench.night(1, files);
  const std::string of_singles = read_text(bench.fingerprint_cache("singles"));
  overwrite(bench.fingerprint_cache("singles"), read_text(bench.fingerprint_cache("pairs")));
  overwrite(bench.fingerprint_cache("pairs"), of_singles);
  const auto second = bench.night(2, files);
  CHECK(second.outcome == Outcome::unchanged);
  for (const auto& feed : second.feeds) CHECK(told(feed.counts) == "read 2, unchanged 2");
}

TEST_CASE(
    "A database brought back to an earlier state is not told wrong by a newer fingerprint cache",
    "[server]") {
  ShapeBench bench{Shape{}};
  bench.night(1, Items{{"a", "x"}, {"b", "y"}});
  bench.back_up();
  bench.night(2, Items{{"a", "other"}, {"c", "z"}});
  bench.restore();
  CHECK(bench.history() == "a:x@1- b:y@1-");
  CHECK(told(bench.night(3, Items{{"a", "other"}, {"c", "z"}})) ==
        "read 2, inserted 1, updated 1, deleted 1");
  CHECK(bench.history() == "a:x@1-3 a:other@3- b:y@1-3 c:z@3-");
}

TEST_CASE("A night that was held leaves the fingerprint cache of the night before to the next",
          "[server]") {
  ShapeBench bench(Shape{}, "");
  bench.night(1, Items{{"a", "x"}, {"b", "y"}});
  const std::string before = read_text(bench.fingerprint_cache("singles"));
  CHECK(bench.night(2, Items{{"a", "x"}}).outcome == Outcome::held);
  CHECK(read_text(bench.fingerprint_cache("singles")) == before);
  CHECK(told(bench.night(3, Items{{"a", "x"}, {"b", "new"}})) == "read 2, updated 1, unchanged 1");
}

TEST_CASE("A CSV whose header changes while its lines stay the same is read by its new header",
          "[server]") {
  ShapeBench bench{csv};
  bench.night(1, Files{{"dump.csv", "code,note,amount\na,1,2\nb,7,7\n"}});
  const auto second = bench.night(2, Files{{"dump.csv", "code,amount,note\na,1,2\nb,7,7\n"}});
  CHECK(told(second) == "read 2, updated 1, unchanged 1");
  CHECK(bench.history() == "a:1@1-2 a:2@2- b:7@1-");
}
