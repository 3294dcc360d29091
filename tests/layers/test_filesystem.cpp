#include <algorithm>
#include <map>
#include <regex>
#include <string>
#include <vector>

#include "layers/sources.hpp"
#include "support/catch.hpp"

namespace {

/// What throws std::filesystem's own exceptions unless an error_code comes as one argument more, by
/// how many arguments it then has.
const std::map<std::string, std::ptrdiff_t> arguments_without_throwing{
    {"exists", 2},
    {"is_directory", 2},
    {"is_regular_file", 2},
    {"is_symlink", 2},
    {"is_empty", 2},
    {"status", 2},
    {"symlink_status", 2},
    {"file_size", 2},
    {"space", 2},
    {"remove", 2},
    {"remove_all", 2},
    {"rename", 3},
    {"create_directory", 2},
    {"create_directories", 2},
    {"create_symlink", 3},
    {"permissions", 4},
    {"absolute", 2},
    {"canonical", 2},
    {"weakly_canonical", 2},
    {"read_symlink", 2},
    {"last_write_time", 2},
    {"directory_iterator", 2},
    {"recursive_directory_iterator", 2}};

/// How many arguments stand in the parentheses that `text` begins with.
std::ptrdiff_t arguments_of(std::string_view text) {
  int depth = 0;
  std::ptrdiff_t commas = 0;
  for (const char c : text) {
    if (c == '(' || c == '{') ++depth;
    if ((c == ')' || c == '}') && --depth == 0) break;
    if (c == ',' && depth == 1) ++commas;
  }
  return commas + 1;
}

/// The lines of a file that call what throws; a range-based for throws when it goes on.
std::vector<std::size_t> offences(const std::string& text) {
  static const std::regex call(R"((:\s*)?\b(fs|std::filesystem)::([a-z_]+)\()");
  std::vector<std::size_t> lines;
  for (std::sregex_iterator at(text.begin(), text.end(), call), end; at != end; ++at) {
    const auto known = arguments_without_throwing.find((*at)[3]);
    if (known == arguments_without_throwing.end()) continue;
    const auto begin = static_cast<std::size_t>(at->position() + at->length()) - 1;
    const bool is_loop = (*at)[1].matched && known->first.ends_with("iterator");
    if (!is_loop && arguments_of(std::string_view(text).substr(begin)) >= known->second) continue;
    lines.push_back(static_cast<std::size_t>(
        std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(begin), '\n') + 1));
  }
  return lines;
}

}  // namespace

TEST_CASE("What std::filesystem cannot do is no exception of its own") {
  std::string all;
  const std::size_t files =
      nightjar::layers::for_each_source([&](const std::string& path, const std::string& text) {
        for (const std::size_t line : offences(text)) {
          all += "\n" + path + ":" + std::to_string(line);
        }
      });
  INFO("base/folder.hpp has these as errors of the project, or give them an error_code:" << all);
  CHECK(all.empty());
  CHECK(files > 100);
}

TEST_CASE("A call that throws is found, one that does not is left alone") {
  CHECK(offences("\nif (fs::exists(file)) return;") == std::vector<std::size_t>{2});
  CHECK(offences("std::filesystem::rename(part, place(a, b));") == std::vector<std::size_t>{1});
  CHECK(offences("for (const auto& e : fs::directory_iterator(folder, error)) {") ==
        std::vector<std::size_t>{1});
  CHECK(offences("fs::space(folder_).available") == std::vector<std::size_t>{1});
  CHECK(offences("fs::exists(place_of(sha256, kind),\n           failure)").empty());
  CHECK(offences("fs::rename(a, b, failure); fs::path(file); fs::perms::all").empty());
}
