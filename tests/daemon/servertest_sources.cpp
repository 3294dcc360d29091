#include <chrono>
#include <filesystem>
#include <fstream>
#include <utility>

#include "daemon/program.hpp"

using Catch::Contains;
using nightjar::support::Outcome;
using nightjar::support::Program;
using nightjar::support::run;

namespace {

/// Has the feed `name` of the dataset's YAML read `file` instead, with further keys.
void read_from(const Program& program, const std::string& name, const std::string& file) {
  const auto path = program.settings_file().parent_path() / "datasets/streaming/vendor.yaml";
  std::string yaml = nightjar::support::text_of_file(path);
  const std::string before = "file: " + name + ".json";
  const auto place = yaml.find(before);
  REQUIRE(place != std::string::npos);
  std::ofstream(path, std::ios::binary) << yaml.replace(place, before.size(), file);
}

std::string names_of_dumps(const Program& program) {
  return program.database().query(
      "SELECT string_agg(name || coalesce('/' || member, ''), ' ' ORDER BY feed) "
      "FROM nightjar.dumps WHERE run_id = 1");
}

std::string counts(const Program& program) {
  return program.database().query(
      "SELECT (SELECT count(*) FROM vendor.authors), (SELECT count(*) FROM vendor.books), "
      "(SELECT count(*) FROM vendor.reviews)");
}

}  // namespace

TEST_CASE("A night unpacks what it reads, and takes the newest of a pattern and of alternatives",
          "[server]") {
  const Program program;
  read_from(program, "books", "file: [none.json, \"books-*.json.gz\"]");
  program.put("books-2021-12-16.json", Program::book_list(1));
  std::filesystem::rename(program.file("books.json"), program.file("books-2021-12-17.json"));
  REQUIRE(run({.words = {"gzip", program.file("books-2021-12-16.json"),
                         program.file("books-2021-12-17.json")}})
              .exit_code == 0);
  program.good_night();
  CHECK(counts(program) == "1|40|1");
  CHECK(names_of_dumps(program) == "authors.json books-2021-12-17.json.gz reviews.json");
}

TEST_CASE("A night fails where several files of the newest date match, and names them",
          "[server]") {
  const Program program;
  read_from(program, "books", "file: \"books-*.json\"");
  program.put("books-20240101-part1.json", Program::book_list(1));
  program.put("books-20240101-part2.json", Program::book_list(2));
  const Outcome outcome = program.nightjar({"run", "vendor"});
  CHECK(outcome.exit_code == 1);
  CHECK_THAT(outcome.errors, Contains("2 files of the newest date match") &&
                                 Contains("books-20240101-part1.json") &&
                                 Contains("books-20240101-part2.json"));
  CHECK(counts(program) == "0|0|0");
}

TEST_CASE("A night whose newest file is older than the last night's is held until it is approved",
          "[server]") {
  const Program program;
  std::string loaded = "books-20240102.json";
  std::string older = "books-20240101.json";
  SECTION("by its name") { read_from(program, "books", "file: \"books-*.json\""); }
  SECTION("by its time") {
    read_from(program, "books", "file: \"books-*.json\"\n    newest: by_time");
    std::swap(loaded, older);
  }
  program.put(older, Program::book_list(39));
  const auto written = std::filesystem::last_write_time(program.file(older));
  program.put(loaded, Program::book_list(40));
  std::filesystem::last_write_time(program.file(loaded), written + std::chrono::seconds(1));
  program.good_night();
  std::filesystem::remove(program.file(loaded));

  const Outcome held = program.nightjar({"run", "vendor"});
  CHECK(held.exit_code == 3);
  CHECK_THAT(held.errors, Contains("vendor.books: " + older) && Contains("is older by its") &&
                              Contains(loaded + ", which run 1 loaded"));
  CHECK(counts(program) == "1|40|1");
  CHECK(program.nightjar({"approve", "2", "--yes"}).exit_code == 0);
  CHECK(program.database().query("SELECT count(*) FROM vendor.books_live") == "39");
}

TEST_CASE("Feeds may share a zip, each with a member, and it is kept once", "[server]") {
  const Program program;
  for (const std::string feed : {"authors", "books", "reviews"}) {
    read_from(program, feed, "file: vendor.zip\n    member: " + feed + ".json");
  }
  REQUIRE(run({.words = {"/usr/bin/python3", "-m", "zipfile", "-c", program.file("vendor.zip"),
                         program.file("authors.json"), program.file("books.json"),
                         program.file("reviews.json")}})
              .exit_code == 0);
  program.good_night();
  CHECK(counts(program) == "1|40|1");
  CHECK(names_of_dumps(program) ==
        "vendor.zip/authors.json vendor.zip/books.json vendor.zip/reviews.json");
  CHECK(program.database().query("SELECT count(DISTINCT archived_at) FROM nightjar.dumps") == "1");
}

TEST_CASE("A packed file without a byte in it is held as an empty one", "[server]") {
  const Program program;
  program.put("books.json", "");
  REQUIRE(run({.words = {"gzip", program.file("books.json")}}).exit_code == 0);
  read_from(program, "books", "file: books.json.gz");
  const Outcome outcome = program.nightjar({"run", "vendor"});
  CHECK(outcome.exit_code == 3);
  CHECK_THAT(outcome.errors, Contains("vendor.books: books.json.gz has no records"));
}

TEST_CASE("A run replays the files of an earlier night out of the archive", "[server]") {
  const Program program;
  program.good_night("2022-01-01T03:00:00Z");
  program.put("books.json", Program::book_list(Program::books + 1));
  program.good_night("2022-01-02T03:00:00Z");
  CHECK(program.database().query("SELECT count(*) FROM vendor.books_live") == "41");
  std::filesystem::remove_all(program.file("books.json").parent_path());

  const Outcome replayed = program.nightjar({"run", "vendor", "--from-run", "1"});
  INFO(replayed.errors);
  CHECK(replayed.exit_code == 0);
  CHECK(program.database().query("SELECT count(*) FROM vendor.books_live") == "40");
  const Outcome again = program.nightjar({"run", "vendor", "--from-run", "3"});
  CHECK_THAT(again.output, Contains("nothing has changed"));
  CHECK(
      program.database().query("SELECT count(*) FROM nightjar.dumps AS a JOIN nightjar.dumps AS b "
                               "USING (feed, sha256, archived_at) WHERE a.run_id = 1 "
                               "AND b.run_id = 4") == "3");

  CHECK(program.nightjar({"run", "vendor", "--from-run", "99"}).exit_code == 2);
  CHECK(program.nightjar({"run", "vendor", "--from-run", "1", "--source", program.source()})
            .exit_code == 2);
}

TEST_CASE("An archive reports a damaged file, and such a night is not replayed", "[server]") {
  const Program program;
  program.good_night();
  const std::string place = program.database().query(
      "SELECT archived_at FROM nightjar.dumps WHERE feed = 'vendor.books'");
  std::string bytes = nightjar::support::text_of_file(place);
  bytes[bytes.size() / 2] = static_cast<char>(~bytes[bytes.size() / 2]);
  std::filesystem::permissions(place, std::filesystem::perms::owner_all);
  std::ofstream(place, std::ios::binary) << bytes;
  const Outcome verified = program.nightjar({"archive", "verify"});
  CHECK(verified.exit_code == 1);
  CHECK_THAT(verified.output, Contains("DAMAGED  run 1: "));
  const std::string before = program.tables();
  CHECK(program.nightjar({"run", "vendor", "--from-run", "1"}).exit_code == 1);
  CHECK(program.tables() == before);
}
