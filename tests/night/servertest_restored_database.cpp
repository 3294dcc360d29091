#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

#include "base/file.hpp"
#include "base/format.hpp"
#include "night/night_bench.hpp"
#include "night/shape.hpp"
#include "support/catch.hpp"

using Catch::Contains;
using nightjar::ledger::Outcome;
using nightjar::support::Items;
using nightjar::support::NightBench;
using nightjar::support::Shape;
using nightjar::support::ShapeBench;
namespace fs = std::filesystem;

namespace {

const Shape shape{};

/// A night that says this of the one item that changes; gives its number.
std::string load(ShapeBench& bench, double day, const std::string& note) {
  const auto report = bench.night(day, Items{{"a", "x"}, {"b", note}, {"c", "z"}});
  REQUIRE(report.outcome == Outcome::loaded);
  return std::to_string(report.run_id.value());
}

std::string live_after(ShapeBench& bench, const std::vector<std::string>& words) {
  const auto outcome = bench.program(words);
  INFO(outcome.output << outcome.errors);
  CHECK(outcome.exit_code == 0);
  return bench.live();
}

/// The commands that a person is told to give.
std::vector<std::vector<std::string>> commands(const std::string& text) {
  std::vector<std::vector<std::string>> found;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string word;
    if (!line.starts_with("  nightjar ") || !(words >> word)) continue;
    found.emplace_back();
    while (words >> word) found.back().push_back(word);
  }
  return found;
}

/// Makes of the archive and the ledger what they were before nights had identities.
void go_back_to_version_1(NightBench& bench) {
  std::vector<fs::path> manifests;
  for (const auto& entry : fs::directory_iterator(bench.state() / "archive/runs")) {
    if (entry.path().extension() == ".manifest") manifests.push_back(entry.path());
  }
  for (const fs::path& path : manifests) {
    std::string text = nightjar::read_text(path);
    std::smatch run;
    REQUIRE(std::regex_search(text, run, std::regex("\nrun ([0-9]+)\n")));
    const fs::path place = path.parent_path() / (run[1].str() + ".manifest");
    text = std::regex_replace(text, std::regex("manifest 2\nnight [^\n]*"), "manifest 1");
    text = std::regex_replace(text, std::regex("\nas_of [^\n]*"), "");
    text = std::regex_replace(text, std::regex("(file [^\n]*) [^ \n]*\n"), "$1\n");
    std::ofstream(place, std::ios::binary) << text;
    fs::remove(path);
    fs::remove(fs::path(path).replace_extension(".outcome"));
  }
  bench.query("UPDATE nightjar.runs SET night_id = NULL");
}

}  // namespace

TEST_CASE("The drill: restore the database, adopt the nights it lacks, replay them", "[server]") {
  ShapeBench bench(shape);
  load(bench, 1, "one");
  bench.back_up();
  const std::string lost = load(bench, 2, "two");
  load(bench, 3, "three");
  const std::string before = bench.history();

  bench.restore();
  REQUIRE(bench.history() != before);
  CHECK_THAT(bench.program({"status"}).output,
             Contains("shop: the archive has 2 nights that this database lacks") &&
                 Contains("nightjar archive adopt"));
  const auto adopted = bench.program({"archive", "adopt"});
  INFO(adopted.output << adopted.errors);
  REQUIRE(adopted.exit_code == 0);
  CHECK(bench.query("SELECT DISTINCT outcome FROM nightjar.runs WHERE adopted_at IS NOT NULL") ==
        "failed");
  CHECK_THAT(bench.program({"runs"}).output,
             Contains(fmt::format("It was run {}, loaded. To load it: nightjar run shop --from-run",
                                  lost)));
  const auto to_do = commands(adopted.output);
  REQUIRE(to_do.size() == 2);
  for (const auto& command : to_do) live_after(bench, command);
  CHECK(bench.history() == before);
  CHECK(bench.program({"archive", "verify"}).output == "all files are intact\n");
  CHECK(bench.program({"archive", "adopt"}).output ==
        "the ledger has every night of the archive\n");
}

TEST_CASE("A restored database that gives numbers away again destroys no dump", "[server]") {
  ShapeBench bench(shape);
  load(bench, 1, "one");
  bench.back_up();
  const std::string lost = load(bench, 2, "two");
  bench.restore();
  REQUIRE(load(bench, 3, "three") == lost);
  const std::string live = bench.live();
  CHECK(bench.program({"archive", "verify"}).exit_code == 0);
  const auto to_do = commands(bench.program({"archive", "adopt"}).output);
  REQUIRE(to_do.size() == 1);
  // Too late for the history, but its files are there.
  auto words = to_do.front();
  CHECK(bench.program(words).exit_code == 1);
  words.insert(words.end(), {"--as-of", "2022-01-05T00:00:00Z"});
  CHECK_THAT(live_after(bench, words), Contains("b:two"));
  CHECK(live_after(bench, {"run", "shop", "--from-run", lost, "--as-of", "2022-01-06T00:00:00Z"}) !=
        live);
  CHECK_THAT(bench.live(), Contains("b:three"));
}

TEST_CASE("A night that a restored ledger lacks is replayed by the number that it had",
          "[server]") {
  ShapeBench bench(shape);
  load(bench, 1, "one");
  bench.back_up();
  const std::string lost = load(bench, 2, "two");
  const std::string before = bench.history();
  bench.restore();
  live_after(bench, {"run", "shop", "--from-run", lost});
  CHECK(bench.history() == before);
  CHECK(bench.program({"run", "shop", "--from-run", "999999"}).exit_code == 2);
}

TEST_CASE("What an archive of before there were identities knows is replayed and adopted, too",
          "[server]") {
  ShapeBench bench(shape);
  const std::string first = load(bench, 1, "one");
  bench.back_up();
  load(bench, 2, "two");
  go_back_to_version_1(bench);
  CHECK(bench.program({"archive", "verify"}).output == "all files are intact\n");
  CHECK_THAT(live_after(bench, {"run", "shop", "--from-run", first}), Contains("b:one"));

  bench.restore();
  bench.query("UPDATE nightjar.runs SET night_id = NULL");
  const auto adopted = bench.program({"archive", "adopt"});
  INFO(adopted.output << adopted.errors);
  const auto to_do = commands(adopted.output);
  REQUIRE(to_do.size() == 2);
  CHECK_THAT(live_after(bench, to_do.front()), Contains("b:two"));
}
