#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/places.hpp"
#include "support/process.hpp"
#include "support/temporary_folder.hpp"

namespace {

using nightjar::support::program;
using nightjar::support::run;
using nightjar::support::TemporaryFolder;

nightjar::support::Outcome sample(std::vector<std::string> words) {
  words.insert(words.begin(), program("nightjar-sample"));
  return run({.words = std::move(words)});
}

std::string read(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  REQUIRE(stream);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// All files of a night of a dataset that is written into a folder, one after the other.
std::string night(const std::string& dataset, std::vector<std::string> options) {
  const TemporaryFolder folder;
  options.insert(options.begin(), dataset);
  options.insert(options.end(), {"--out", folder.path()});
  const auto outcome = sample(options);
  INFO(outcome.errors);
  REQUIRE(outcome.exit_code == 0);
  std::set<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
    files.insert(entry.path());
  }
  std::string all;
  for (const auto& file : files) all += file.filename().string() + "\n" + read(file) + "\n";
  return all;
}

std::set<std::string> lines_of_streams(const std::string& number) {
  const TemporaryFolder folder;
  const auto file = folder.path() / "streams.csv";
  REQUIRE(sample({"streams", "--rows", "5000", "--night", number, "--out", file}).exit_code == 0);
  std::ifstream stream(file);
  std::set<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.insert(line);
  return lines;
}

}  // namespace

TEST_CASE("The generator writes the same bytes for the same seed, and others for another") {
  const auto dataset = GENERATE(std::string("streaming"), std::string("tmdb"));
  std::vector<std::string> options{"--night", "2"};
  if (dataset == "tmdb") options.insert(options.end(), {"--movies", "300"});
  const std::string first = night(dataset, options);
  CHECK(first.size() > 100'000);
  CHECK(night(dataset, options) == first);
  options.insert(options.end(), {"--seed", "2"});
  CHECK(night(dataset, options) != first);
}

TEST_CASE("A later night of streams holds the first one's rows and one percent more a night") {
  const auto first = lines_of_streams("1");
  const auto third = lines_of_streams("3");
  CHECK(first.size() == 5001);
  CHECK(third.size() == 5101);
  CHECK(std::includes(third.begin(), third.end(), first.begin(), first.end()));
}

TEST_CASE("A file of reviews is about as long as was asked for") {
  const TemporaryFolder folder;
  const auto file = folder.path() / "reviews.json";
  REQUIRE(sample({"reviews", "--bytes", "3M", "--night", "1", "--out", file}).exit_code == 0);
  const auto text = read(file);
  CHECK(text.size() > 2'900'000);
  CHECK(text.size() < 3'300'000);
  CHECK(text.starts_with("[{\"content\":"));
  CHECK(text.ends_with("\"}]"));
}

TEST_CASE(
    "A projected file of reviews has a line of seven values for each record of the same night") {
  const auto reviews = [](const std::string& style) {
    const TemporaryFolder folder;
    const auto file = folder.path() / "reviews";
    std::vector<std::string> words{"reviews", "--bytes", "1M", "--night", "3", "--out", file};
    if (!style.empty()) words.push_back(style);
    REQUIRE(sample(words).exit_code == 0);
    return read(file);
  };
  const auto rows = reviews("--projected");
  for (const std::string style : {"", "--reformatted"}) {
    const auto records = reviews(style);
    std::size_t found = 0;
    for (auto at = records.find("\"content\""); at != std::string::npos;
         at = records.find("\"content\"", at + 1)) {
      ++found;
    }
    CHECK(std::count(rows.begin(), rows.end(), '\n') == static_cast<std::ptrdiff_t>(found));
  }
  CHECK(std::count(rows.begin(), rows.end(), '\t') ==
        6 * std::count(rows.begin(), rows.end(), '\n'));
}

TEST_CASE("Wrong usage of the generator ends with 2 and says what is wrong") {
  struct Wrong {
    std::vector<std::string> words;
    std::string said;
  };
  const auto wrong = GENERATE(values<Wrong>({
      {{"books"}, "no such dataset"},
      {{"streaming", "--out", "x"}, "--night is missing"},
      {{"streaming", "--night", "0", "--out", "x"}, "--night: 1 to"},
      {{"streaming", "--night", "two", "--out", "x"}, "not a number: two"},
      {{"streams", "--night", "1", "--out", "x", "--rows", "5", "--fast"}, "unknown option --fast"},
  }));
  const auto outcome = sample(wrong.words);
  CHECK(outcome.exit_code == 2);
  CHECK_THAT(outcome.errors, Catch::Contains(wrong.said));
}
