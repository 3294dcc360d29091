#include <filesystem>
#include <fstream>
#include <random>

#include "daemon/program.hpp"

using Catch::Contains;
using nightjar::support::Outcome;
using nightjar::support::Program;
using nightjar::support::SmallDisk;

namespace {

constexpr int failed = 1;

/// Letters that do not pack well.
std::string noise(std::size_t length) {
  std::mt19937 random(1);  // always the same
  std::string text;
  while (text.size() < length) text += "0123456789abcdef"[random() % 16];
  return text;
}

}  // namespace

TEST_CASE("A full state disk costs the fingerprint cache and a notice, not the night", "[server]") {
  const Program program;
  const SmallDisk disk(program.state_dir(), 64);
  if (!disk.mounted()) {
    WARN("skipped: this user may not mount a small disk");
    return;
  }
  program.put("books.json", Program::book_list(20'000));
  const Outcome outcome = program.nightjar({"run", "vendor"});
  INFO(outcome.output << outcome.errors);
  CHECK(outcome.exit_code == 0);
  CHECK(program.database().query("SELECT count(*) FROM vendor.books") == "20000");
  CHECK_THAT(outcome.errors,
             Contains("notice: vendor.books: the night is not affected") &&
                 Contains("vendor.books.side.part: cannot write: No space left on device"));
  const Outcome next = program.nightjar({"run", "vendor"});
  CHECK(next.exit_code == 0);
  CHECK_THAT(next.output, Contains("nothing has changed"));
}

TEST_CASE("A night to be held whose files cannot be kept fails, with both reasons", "[server]") {
  const Program program;
  const SmallDisk disk(program.state_dir(), 64);
  if (!disk.mounted()) {
    WARN("skipped: this user may not mount a small disk");
    return;
  }
  program.good_night();
  std::filesystem::remove(program.file("authors.json"));
  program.put("books.json", Program::book_list(20'000, "," + Program::book(noise(300'000))));
  const std::string before = program.tables();
  const Outcome outcome = program.nightjar({"run", "vendor"});
  CHECK(outcome.exit_code == failed);
  CHECK_THAT(outcome.errors, Contains("the night would be held (vendor.authors: authors.json is "
                                      "missing") &&
                                 Contains("cannot be kept") &&
                                 Contains("No space left on device") &&
                                 Contains("what to do: free space on that disk"));
  CHECK(program.tables() == before);
  CHECK(program.nightjar({"archive", "list"}).output.find("\n  2") == std::string::npos);
}

TEST_CASE("A state directory that cannot be written costs a notice, and check names it",
          "[server]") {
  const Program program;
  program.good_night();
  const std::string state = "/proc/no/such/place";
  const Outcome outcome = program.nightjar_with("NIGHTJAR_STATE_DIR", state, {"run", "vendor"});
  CHECK(outcome.exit_code == 0);
  CHECK_THAT(outcome.errors, Contains("notice: vendor.books: ") &&
                                 Contains(state + "/fingerprints") &&
                                 Contains("make the state directory writable for this user"));
  const auto checked = program.nightjar_with("NIGHTJAR_STATE_DIR", "/proc/self/maps", {"check"});
  CHECK(checked.exit_code == failed);
  CHECK_THAT(checked.output, Contains("FAULT  state directory /proc/self/maps: "));
}

TEST_CASE("A damaged or unreadable fingerprint cache costs time only", "[server]") {
  const Program program;
  program.good_night();
  const auto side = program.state_dir() / "fingerprints/vendor.books.side";
  const std::string whole = nightjar::support::text_of_file(side);
  REQUIRE(whole.size() > 200);
  const std::string damage = GENERATE("cut", "empty", "a folder");
  std::filesystem::remove(side);
  if (damage == "a folder") {
    std::filesystem::create_directory(side);
  } else {
    std::ofstream(side, std::ios::binary) << (damage == "cut" ? whole.substr(0, 190) : "");
  }
  const Outcome outcome = program.nightjar({"run", "vendor"});
  INFO(damage << outcome.errors);
  CHECK(outcome.exit_code == 0);
  CHECK_THAT(outcome.output, Contains("nothing has changed"));
}
