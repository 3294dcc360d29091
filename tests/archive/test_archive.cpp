#include <filesystem>
#include <fstream>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <sys/file.h>

#include "archive/archive.hpp"
#include "archive/folder_lock.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "hashing/sha256.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace nightjar;
using namespace std::chrono_literals;
using archive::Archive;
using archive::Manifest;

namespace {

const Instant first_night = *parse_instant("2021-12-01T02:00:00Z");
using Runs = std::vector<std::int64_t>;

std::string noise(std::size_t bytes, unsigned seed) {
  std::mt19937 random(seed);
  std::string text(bytes, ' ');
  for (char& c : text) c = static_cast<char>(random());
  return text;
}

struct Fixture {
  /// Keeps one file as a run's, so many days after the first night.
  Manifest keep(std::int64_t run, const std::string& bytes, int days,
                const std::string& dataset = "vendor") {
    const auto file = folder.write("in/books.json", bytes);
    return archive.keep(run, dataset, first_night + std::chrono::days(days),
                        {{.path = file, .name = "books.json", .modified = first_night}});
  }
  [[nodiscard]] Runs runs() const {
    Runs result;
    for (const Manifest& manifest : archive.list()) result.push_back(manifest.run_id);
    return result;
  }
  [[nodiscard]] std::size_t objects() const {
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root / "objects")) {
      if (entry.is_regular_file()) ++count;
    }
    return count;
  }

  support::TemporaryFolder folder;
  std::filesystem::path root = folder.path() / "archive";
  Archive archive{root};
};

}  // namespace

TEST_CASE_METHOD(Fixture, "An archive gives back what a run had, byte for byte") {
  const std::string big = noise(2500000, 1) + std::string(2000000, 'x');
  const auto books = folder.write("in/books.json", big);
  const auto empty = folder.write("in/empty.json", "");
  const Manifest kept = archive.keep(
      7, "vendor", first_night,
      {{.path = books, .name = "books.json"}, {.path = empty, .name = "e/empty.json"}});
  CHECK(kept.files[0].sha256 == sha256_hex(big));
  CHECK(kept.files[0].bytes == big.size());
  CHECK(archive.find(7) == kept);
  CHECK(std::filesystem::file_size(archive.place_of(kept.files[0])) < 2600000);

  const auto restored = archive.give_back(7, folder.path() / "replay");
  REQUIRE(restored.size() == 2);
  CHECK(read_text(restored[0].path) == big);
  CHECK(restored[1].file.name == "e/empty.json");
  CHECK(read_text(restored[1].path).empty());
  CHECK(restored[1].path.parent_path() == folder.path() / "replay");
}

TEST_CASE_METHOD(Fixture, "An archive keeps the same content once") {
  const Manifest one = keep(1, "[1]", 0);
  const auto before = InputFile(archive.place_of(one.files[0])).identity();
  keep(2, "[1]", 1);
  CHECK(runs() == Runs{1, 2});
  CHECK(objects() == 1);
  CHECK(InputFile(archive.place_of(one.files[0])).identity() == before);
}

TEST_CASE_METHOD(Fixture, "An archive that knows the digest stores nothing that it has") {
  keep(1, "[1]", 0);
  const auto file = folder.write("in/books.json", "[1]");
  const Manifest two =
      archive.keep(2, "vendor", first_night,
                   {{.path = file, .name = "books.json", .sha256 = sha256_hex("[1]")}});
  CHECK(two.files[0].bytes == 3);
  CHECK(objects() == 1);
}

TEST_CASE_METHOD(Fixture, "An archive refuses bytes that are not of their digest") {
  const auto file = folder.write("in/books.json", "[1]");
  CHECK_THROWS_AS(archive.keep(1, "vendor", first_night,
                               {{.path = file, .name = "b", .sha256 = sha256_hex("[2]")}}),
                  BadDump);
  CHECK(runs().empty());
}

TEST_CASE_METHOD(Fixture, "An archive does not let what it keeps be written to") {
  const Manifest kept = keep(1, "[1]", 0);
  const auto mode = std::filesystem::status(archive.place_of(kept.files[0])).permissions();
  CHECK((mode & std::filesystem::perms::mask) == std::filesystem::perms(0440));
}

TEST_CASE_METHOD(Fixture, "An archive says which run it does not have") {
  CHECK(archive.find(9) == std::nullopt);
  CHECK_THROWS_WITH(archive.give_back(9, folder.path() / "replay"), Catch::Contains("run 9"));
}

TEST_CASE_METHOD(Fixture, "An archive finds what is damaged, cut or lost, and whose it was") {
  const Manifest kept = keep(1, noise(100000, 1), 0);
  keep(2, noise(100000, 1), 1);
  keep(3, "[1]", 2);
  CHECK(archive.verify().empty());
  const auto place = archive.place_of(kept.files[0]);
  std::filesystem::permissions(place, std::filesystem::perms(0640));
  SECTION("damaged") {
    std::fstream file(place, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(50000);
    file << "xxxx";
  }
  SECTION("cut") { std::filesystem::resize_file(place, 60000); }
  SECTION("empty") { std::filesystem::resize_file(place, 0); }
  SECTION("lost") { std::filesystem::remove(place); }
  SECTION("of other content") {
    std::filesystem::copy_file(archive.place_of(archive.find(3)->files[0]), place,
                               std::filesystem::copy_options::overwrite_existing);
  }
  const auto damages = archive.verify();
  REQUIRE(damages.size() == 1);
  CHECK(damages[0].runs == Runs{1, 2});
  CHECK_THAT(damages[0].what, Catch::Contains(kept.files[0].sha256));
  CHECK_THROWS_AS(archive.give_back(1, folder.path() / "replay"), BadDump);
  CHECK_FALSE(std::filesystem::exists(folder.path() / "replay" / kept.files[0].sha256));
}

TEST_CASE_METHOD(Fixture, "Retention without limits drops nothing") {
  keep(1, "[1]", 0);
  keep(2, "[2]", 1);
  const auto report = archive.retain({}, {}, first_night + std::chrono::days(9999));
  REQUIRE(report.has_value());
  CHECK(report->dropped_runs.empty());
  CHECK(runs() == Runs{1, 2});
  CHECK(objects() == 2);
}

TEST_CASE_METHOD(Fixture,
                 "Retention by age drops what is old, with the content nobody has any more") {
  keep(1, "[1]", 0);
  keep(2, "[2]", 1);
  keep(3, "[1]", 2);
  keep(4, "[4]", 3);
  const auto report = archive.retain({.max_age = std::chrono::days(5)}, {},
                                     first_night + std::chrono::days(6) + 1s);
  CHECK(report->dropped_runs == Runs{1, 2});
  CHECK(runs() == Runs{3, 4});
  CHECK(objects() == 2);
  CHECK(report->freed_bytes > 0);
  CHECK(archive.verify().empty());
}

TEST_CASE_METHOD(Fixture, "Retention never drops a held run nor the newest of a dataset") {
  keep(1, "[1]", 0);
  keep(2, "[2]", 1);
  keep(3, "[3]", 2, "app");
  keep(4, "[4]", 3);
  const auto limits =
      GENERATE(feed::Retention{.max_age = std::chrono::days(1)}, feed::Retention{.max_bytes = 1});
  const auto report = archive.retain(limits, {1}, first_night + std::chrono::days(400));
  CHECK(report->dropped_runs == Runs{2});
  CHECK(runs() == Runs{1, 3, 4});
  CHECK(report->kept_bytes > 1);
}

TEST_CASE_METHOD(Fixture, "Retention by size drops the oldest until the rest fits") {
  for (int night = 0; night < 6; ++night) {
    keep(night + 1, noise(100000, static_cast<unsigned>(night)), night);
  }
  const auto report = archive.retain({.max_bytes = 310000}, {}, first_night);
  CHECK(report->dropped_runs == Runs{1, 2, 3});
  CHECK(report->kept_bytes <= 310000);
  CHECK(report->kept_bytes > 200000);
}

TEST_CASE_METHOD(Fixture, "Retention clears what a killed writer left") {
  keep(1, "[1]", 0);
  folder.write("archive/objects/incoming-1-1.part", "half");
  folder.write("archive/objects/incoming-1-2", "whole");
  folder.write("archive/runs/2.manifest.part", "half");
  archive.retain({}, {}, first_night);
  CHECK(objects() == 1);
  CHECK(runs() == Runs{1});
  CHECK_FALSE(std::filesystem::exists(root / "runs" / "2.manifest.part"));
}

TEST_CASE_METHOD(Fixture, "Retention does nothing while another keeps or reads") {
  keep(1, "[1]", 0);
  keep(2, "[2]", 1);
  const archive::FolderLock reader(root, archive::FolderLock::Kind::shared);
  CHECK_FALSE(
      archive.retain({.max_age = std::chrono::days(1)}, {}, first_night + std::chrono::days(400)));
  CHECK(runs() == Runs{1, 2});
}

TEST_CASE_METHOD(Fixture,
                 "Retention stops at a manifest it cannot read, since it may need anything") {
  keep(1, "[1]", 0);
  folder.write("archive/runs/2.manifest", "nightjar archive manifest 1\nrun 2\n");
  CHECK_THROWS_AS(archive.retain({}, {}, first_night), Misconfigured);
  CHECK(objects() == 1);
}
