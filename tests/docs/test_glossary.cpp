#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/places.hpp"

namespace {

struct Term {
  std::string term;
  std::string type;
  std::string file;
};

std::string read(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// The rows of the glossary's table; a row of another form has no type and no file.
std::vector<Term> terms() {
  static const std::regex row(R"(\| (.+?) \| .+ \| `(\w+)` in \[(.+)\]\(\.\./\3\) \|)");
  std::vector<Term> found;
  std::istringstream page(read(nightjar::support::source_folder() / "docs/glossary.md"));
  for (std::string line; std::getline(page, line);) {
    if (!line.starts_with("| ") || line.starts_with("| term |")) continue;
    std::smatch parts;
    const bool has_form = std::regex_match(line, parts, row);
    found.push_back(has_form ? Term{parts[1], parts[2], parts[3]} : Term{line, {}, {}});
  }
  return found;
}

std::string in_small_letters(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  return text;
}

}  // namespace

TEST_CASE("Each term of the glossary names a type or function that its file declares") {
  const auto all = terms();
  CHECK(all.size() > 30);
  for (const Term& term : all) {
    INFO(term.term << ": " << term.type << " in " << term.file);
    REQUIRE_FALSE(term.file.empty());
    const auto path = nightjar::support::source_folder() / term.file;
    REQUIRE(std::filesystem::is_regular_file(path));
    CHECK(std::regex_search(read(path), std::regex("\\b" + term.type + "\\b")));
  }
}

TEST_CASE("The glossary is in alphabetical order") {
  const auto all = terms();
  for (std::size_t place = 1; place < all.size(); ++place) {
    INFO(all[place - 1].term << " and " << all[place].term);
    CHECK(in_small_letters(all[place - 1].term) < in_small_letters(all[place].term));
  }
}
