#include <filesystem>
#include <fstream>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <sys/file.h>

#include "archive/archive.hpp"
#include "archive/intake.hpp"
#include "archive/path_lock.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/format.hpp"
#include "hashing/digest.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace nightjar;
using namespace std::chrono_literals;
using archive::Archive;
using archive::Incoming;
using archive::Intake;
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

/// What the archive calls a run's night.
std::string night(std::int64_t run) { return fmt::format("00000000-0000-0000-0000-{:012}", run); }

std::vector<std::string> nights(const Runs& runs) {
  std::vector<std::string> names;
  for (const std::int64_t run : runs) names.push_back(night(run));
  return names;
}

struct Fixture {
  Manifest take_in(std::int64_t run, int days, const std::vector<Incoming>& files,
                   const std::string& dataset = "vendor") const {
    Intake intake(root);
    const Instant kept_at = first_night + std::chrono::days(days);
    const Manifest manifest{night(run), run, dataset, kept_at, kept_at, intake.take(files)};
    intake.record(manifest);
    return manifest;
  }
  void pack() const {
    archive.pack([](const std::string&, const std::filesystem::path&) {});
  }
  /// Keeps one file of somebody else as a run's, packed, so many days after the first night.
  Manifest keep(std::int64_t run, const std::string& bytes, int days,
                const std::string& dataset = "vendor") const {
    const auto file = folder.write("in/books.json", bytes);
    const Manifest manifest = take_in(
        run, days, {{.path = file, .name = "books.json", .modified = first_night}}, dataset);
    pack();
    return manifest;
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

TEST_CASE_METHOD(Fixture, "An archive gives back what a run had, byte for byte, packed or not") {
  const std::string big = noise(2500000, 1) + std::string(2000000, 'x');
  const auto books = folder.write("in/books.json", big);
  const auto empty = folder.write("in/empty.json", "");
  const Manifest kept = take_in(7, 0,
                                {{.path = books, .name = "books.json", .feeds = {"vendor.books"}},
                                 {.path = empty, .name = "e/empty.json"}});
  CHECK(kept.files[0].sha256 == sha256_hex(big));
  CHECK(kept.files[0].bytes == big.size());
  CHECK(archive.find(night(7)) == kept);
  const bool packed = GENERATE(false, true);
  if (packed) pack();
  const auto bytes = std::filesystem::file_size(archive.place_of(kept.files[0].sha256));
  CHECK(bytes < (packed ? 2600000U : 4500001U));
  CHECK(archive.verify().empty());

  const auto restored = archive.give_back(kept, folder.path() / "replay");
  REQUIRE(restored.size() == 2);
  CHECK(read_text(restored[0].path) == big);
  CHECK(restored[1].file.name == "e/empty.json");
  CHECK(read_text(restored[1].path).empty());
  CHECK(restored[1].path.parent_path() == folder.path() / "replay");
}

TEST_CASE_METHOD(Fixture, "An archive keeps the same content once") {
  const Manifest one = keep(1, "[1]", 0);
  const auto before = InputFile(archive.place_of(one.files[0].sha256)).identity();
  keep(2, "[1]", 1);
  CHECK(runs() == Runs{1, 2});
  CHECK(objects() == 1);
  CHECK(InputFile(archive.place_of(one.files[0].sha256)).identity() == before);
}

TEST_CASE_METHOD(Fixture, "A file of Nightjar's own is not copied, one of somebody else is") {
  const auto own = folder.write("in/own.json", "[1]");
  const auto foreign = folder.write("in/foreign.json", "[2]");
  const Manifest kept = take_in(1, 0,
                                {{.path = own, .name = "own.json", .sha256 = sha256_hex("[1]")},
                                 {.path = foreign, .name = "foreign.json"}});
  const auto same = [](const auto& a, const auto& b) { return std::filesystem::equivalent(a, b); };
  CHECK(same(archive.place_of(kept.files[0].sha256), own));
  CHECK_FALSE(same(archive.place_of(kept.files[1].sha256), foreign));
  folder.write("in/foreign.json", "[3]");
  CHECK(archive.verify().empty());
}

TEST_CASE_METHOD(Fixture, "An archive that knows the digest stores nothing that it has") {
  keep(1, "[1]", 0);
  const auto file = folder.write("in/books.json", "[1]");
  const Manifest two =
      take_in(2, 0, {{.path = file, .name = "books.json", .sha256 = sha256_hex("[1]")}});
  CHECK(two.files[0].bytes == 3);
  CHECK(objects() == 1);
  CHECK(std::filesystem::is_empty(root / "unpacked"));
}

TEST_CASE_METHOD(Fixture, "Bytes that are not of their digest stay unpacked, and alone do so") {
  const auto wrong = folder.write("in/wrong.json", "[1]");
  const auto right = folder.write("in/right.json", "[3]");
  const Manifest kept = take_in(1, 0,
                                {{.path = wrong, .name = "b", .sha256 = sha256_hex("[2]")},
                                 {.path = right, .name = "c", .sha256 = sha256_hex("[3]")}});
  CHECK_THROWS_AS(pack(), BadDump);
  CHECK(archive.place_of(kept.files[0].sha256).parent_path() == root / "unpacked");
  CHECK(archive.place_of(kept.files[1].sha256).extension() == ".zst");
  REQUIRE(archive.verify().size() == 1);
  CHECK(archive.verify()[0].sha256 == kept.files[0].sha256);
}

TEST_CASE_METHOD(Fixture, "An archive does not let what it keeps be written to") {
  const auto file = folder.write("in/books.json", "[1]");
  const Manifest kept = take_in(1, 0, {{.path = file, .name = "books.json"}});
  if (GENERATE(false, true)) pack();
  const auto mode = std::filesystem::status(archive.place_of(kept.files[0].sha256)).permissions();
  CHECK((mode & std::filesystem::perms::mask) == std::filesystem::perms(0440));
}

TEST_CASE_METHOD(Fixture, "An archive that is not there yet is an empty one, and stays so") {
  CHECK(archive.find(night(9)) == std::nullopt);
  CHECK(archive.list().empty());
  CHECK(archive.verify().empty());
  pack();
  CHECK_FALSE(std::filesystem::exists(root));
}

TEST_CASE_METHOD(Fixture, "A run number that is given away twice names two nights, and both stay") {
  keep(7, "[7]", 0);
  const auto file = folder.write("in/books.json", "[1]");
  Intake intake(root);
  const Manifest other{night(8),    7,
                       "vendor",    first_night,
                       first_night, intake.take({{.path = file, .name = "books.json"}})};
  intake.record(other);
  CHECK(runs() == Runs{7, 7});
  CHECK(objects() == 1);
  CHECK(archive.find(night(7))->files[0].sha256 == sha256_hex("[7]"));
  CHECK(archive.find(night(8))->files[0].sha256 == sha256_hex("[1]"));
}

TEST_CASE_METHOD(Fixture, "A manifest of version 1 is read on, by its run's number") {
  const std::string sha256 = keep(1, "[1]", 0).files[0].sha256;
  folder.write("archive/runs/3.manifest",
               "nightjar archive manifest 1\nrun 3\ndataset vendor\nkept_at "
               "2021-12-05T02:00:00Z\nfile " +
                   sha256 + " 3 - books.json\nend\n");
  CHECK(runs() == Runs{1, 3});
  const auto restored = archive.give_back(archive.find("3").value(), folder.path() / "replay");
  CHECK(read_text(restored.at(0).path) == "[1]");
}

TEST_CASE_METHOD(Fixture, "An archive knows what became of a night, and learns better") {
  keep(1, "[1]", 0);
  CHECK(archive.find(night(1))->outcome.empty());
  archive.note_outcome(night(1), "held");
  archive.note_outcome(night(1), "loaded");
  archive.note_outcome(night(2), "loaded");
  CHECK(archive.list().size() == 1);
  CHECK(archive.find(night(1))->outcome == "loaded");
}

TEST_CASE_METHOD(Fixture, "An archive finds what is damaged, cut or lost, and whose it was") {
  const Manifest kept = keep(1, noise(100000, 1), 0);
  keep(2, noise(100000, 1), 1);
  keep(3, "[1]", 2);
  CHECK(archive.verify().empty());
  const auto place = archive.place_of(kept.files[0].sha256);
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
    std::filesystem::copy_file(archive.place_of(archive.find(night(3))->files[0].sha256), place,
                               std::filesystem::copy_options::overwrite_existing);
  }
  const auto damages = archive.verify();
  REQUIRE(damages.size() == 1);
  CHECK(damages[0].runs == Runs{1, 2});
  CHECK_THAT(damages[0].what, Catch::Contains(kept.files[0].sha256));
  CHECK_THROWS_AS(archive.give_back(kept, folder.path() / "replay"), BadDump);
  CHECK_FALSE(std::filesystem::exists(folder.path() / "replay" / kept.files[0].sha256));
}

TEST_CASE_METHOD(Fixture, "Retention without limits drops nothing") {
  keep(1, "[1]", 0);
  keep(2, "[2]", 1);
  const auto report = archive.retain({}, {}, first_night + std::chrono::days(9999));
  REQUIRE(report.has_value());
  CHECK(report->dropped.empty());
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
  CHECK(report->dropped == nights({1, 2}));
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
  const auto report = archive.retain(limits, {night(1)}, first_night + std::chrono::days(400));
  CHECK(report->dropped == nights({2}));
  CHECK(runs() == Runs{1, 3, 4});
  CHECK(report->kept_bytes > 1);
}

TEST_CASE_METHOD(Fixture, "Retention by size drops the oldest until the rest fits") {
  for (int night = 0; night < 6; ++night) {
    keep(night + 1, noise(100000, static_cast<unsigned>(night)), night);
  }
  const auto report = archive.retain({.max_bytes = 310000}, {}, first_night);
  CHECK(report->dropped == nights({1, 2, 3}));
  CHECK(report->kept_bytes <= 310000);
  CHECK(report->kept_bytes > 200000);
}

TEST_CASE_METHOD(Fixture, "Retention clears what a killed writer left") {
  keep(1, "[1]", 0);
  folder.write("archive/objects/incoming-1-1.part", "half");
  folder.write("archive/objects/incoming-1-2", "whole");
  folder.write("archive/unpacked/incoming-1-3.part", "half");
  folder.write("archive/unpacked/" + std::string(64, 'a'), "of a night that never had a manifest");
  folder.write("archive/runs/2.manifest.part", "half");
  archive.retain({}, {}, first_night);
  CHECK(objects() == 1);
  CHECK(runs() == Runs{1});
  CHECK_FALSE(std::filesystem::exists(root / "runs" / "2.manifest.part"));
  CHECK(std::filesystem::is_empty(root / "unpacked"));
}

TEST_CASE_METHOD(Fixture,
                 "Retention never drops the newest loaded night, however many fail after it") {
  keep(1, "[1]", 0);
  keep(2, "[2]", 1);
  for (const std::int64_t run : {1, 2}) archive.note_outcome(night(run), "loaded");
  for (const std::int64_t run : {3, 4}) {
    keep(run, std::to_string(run), static_cast<int>(run) - 1);
    archive.note_outcome(night(run), "failed");
  }
  const auto report = archive.retain({.max_bytes = 1}, {}, first_night);
  CHECK(report->dropped == nights({1, 3}));
  CHECK(runs() == Runs{2, 4});
}

TEST_CASE_METHOD(Fixture, "Retention reports the nights before it drops them") {
  keep(1, "[1]", 0);
  keep(2, "[2]", 1);
  const auto refuse = [](const std::vector<std::string>& dropped) {
    CHECK(dropped == nights({1}));
    throw Transient("the ledger is away");
  };
  CHECK_THROWS_AS(archive.retain({.max_bytes = 1}, {}, first_night, refuse), Transient);
  CHECK(runs() == Runs{1, 2});
}

TEST_CASE_METHOD(Fixture, "Retention does nothing while another keeps or reads") {
  keep(1, "[1]", 0);
  keep(2, "[2]", 1);
  const archive::PathLock reader(root, archive::PathLock::Kind::shared);
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
