#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "support/catch.hpp"
#include "support/places.hpp"

namespace {

using Names = std::set<std::string, std::less<>>;

/// A folder includes only folders of lower layers; the folders of one layer do not know
/// each other. daemon/ stands on top and may include all of them.
const std::vector<Names> layers{
    {"base"},
    {"postgres", "curl", "json", "csv", "yaml", "compression", "hashing", "systemd", "python",
     "console", "zone", "xml"},
    {"feed", "logging"},
    {"config", "pickup", "archive", "reading", "comparing", "loading", "ledger", "schema"},
    {"night", "schedule", "inference"},
    {"daemon"},
};

struct Owner {
  std::string_view headers;  ///< how the header's name starts
  Names folders;             ///< where it may be included
};

/// Each library is wrapped by one folder, and included in no other.
const std::vector<Owner> owners{
    {"fmt/", {"base"}},           {"pqxx/", {"postgres"}},
    {"libpq", {"postgres"}},      {"postgresql/", {"postgres"}},
    {"curl/", {"curl"}},          {"simdjson", {"json"}},
    {"nlohmann/", {"json"}},      {"libfccp/", {"csv"}},
    {"yaml-cpp/", {"yaml"}},      {"expat", {"xml"}},
    {"archive", {"compression"}}, {"zstd", {"compression"}},
    {"zlib.h", {"compression"}},  {"xxh", {"hashing"}},
    {"openssl/", {"hashing"}},    {"systemd/", {"systemd"}},
    {"spdlog/", {"logging"}},     {"date/", {"base", "zone"}},
    {"CLI/", {"daemon"}},         {"catch2/", {"tests/support"}},
};

/// The machine's own headers, beside those of the C++ library, which have no dot in their names.
const std::vector<std::string_view> platform{
    "arpa/",     "sys/",     "linux/",      "netinet/", "dirent.h",   "fcntl.h",
    "fnmatch.h", "glob.h",   "grp.h",       "iconv.h",  "netdb.h",    "poll.h",
    "pthread.h", "pwd.h",    "sched.h",     "signal.h", "syslog.h",   "termios.h",
    "time.h",    "unistd.h", "immintrin.h", "cpuid.h",  "arm_neon.h",
};

bool starts_with_any(std::string_view header, const std::vector<std::string_view>& beginnings) {
  return std::any_of(beginnings.begin(), beginnings.end(),
                     [&](std::string_view beginning) { return header.starts_with(beginning); });
}

/// The layer of a folder, from 1; 0 where no layer has such a folder.
std::size_t layer_of(std::string_view folder) {
  const auto layer = std::find_if(layers.begin(), layers.end(),
                                  [&](const Names& names) { return names.contains(folder); });
  return layer == layers.end() ? 0 : static_cast<std::size_t>(layer - layers.begin()) + 1;
}

/// `base` of lib/base/file.cpp, `daemon` of daemon/nightjar.cpp, `tests/support` of the tests.
std::string folder_of(std::string_view path) {
  std::vector<std::string> parts;
  for (const auto& part : std::filesystem::path(path)) parts.push_back(part.string());
  if (parts.front() == "lib") return parts.size() > 2 ? parts[1] : "lib";
  return parts.front() == "tests" && parts.size() > 2 ? "tests/" + parts[1] : parts.front();
}

/// What is wrong with `<header>` in that folder, or nothing.
std::string fault_of_library(const std::string& folder, std::string_view header) {
  for (const auto& owner : owners) {
    if (!header.starts_with(owner.headers) || owner.folders.contains(folder)) continue;
    return "<" + std::string(header) + "> is included in " + *owner.folders.begin() + "/ only";
  }
  const bool known = std::any_of(owners.begin(), owners.end(), [&](const Owner& owner) {
    return header.starts_with(owner.headers);
  });
  const bool standard = header.find_first_of("./") == std::string_view::npos;
  if (known || standard || starts_with_any(header, platform)) return {};
  return "<" + std::string(header) + "> has no wrapper folder in the table of this test";
}

/// What is wrong with `"header"` in that folder, or nothing.
std::string fault_of_own(const std::string& folder, const std::string& header) {
  if (header.find("..") != std::string::npos) return "\"" + header + "\" leaves its folder by ..";
  const auto slash = header.find('/');
  const std::string target = slash == std::string::npos ? folder : header.substr(0, slash);
  if (target == folder) return {};
  if (layer_of(target) == 0) return "\"" + header + "\": there is no layer for " + target + "/";
  if (layer_of(target) < layer_of(folder)) return {};
  const bool level = layer_of(target) == layer_of(folder);
  return folder + "/ includes \"" + header + "\", which is " +
         (level ? "beside it in the same layer" : "in a higher layer");
}

/// The offences of one file, as `path:line: what`. The tests may include all of lib/, but Catch2
/// through support/ only.
std::vector<std::string> offences(const std::string& path, const std::string& text) {
  const std::string folder = folder_of(path);
  const bool is_test = path.starts_with("tests/");
  std::vector<std::string> found;
  if (!is_test && layer_of(folder) == 0) {
    found.push_back(path + ":1: there is no layer for " + folder + "/");
    return found;
  }
  static const std::regex include(R"(^\s*#\s*include\s*([<"])([^>"]+)[>"].*)");
  std::istringstream lines(text);
  std::string line;
  for (int number = 1; std::getline(lines, line); ++number) {
    std::smatch parts;
    if (!std::regex_match(line, parts, include)) continue;
    const std::string header = parts[2];
    if (is_test && !header.starts_with("catch2/")) continue;
    const std::string fault = parts[1] == "<" || is_test ? fault_of_library(folder, header)
                                                         : fault_of_own(folder, header);
    if (!fault.empty()) found.push_back(path + ":" + std::to_string(number) + ": " + fault);
  }
  return found;
}

std::string read(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace

TEST_CASE("The source includes downwards only, and each library in its wrapper only") {
  const auto root = nightjar::support::source_folder();
  std::vector<std::string> all;
  std::size_t files = 0;
  for (const auto* top : {"lib", "daemon", "tests"}) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root / top)) {
      const auto extension = entry.path().extension();
      if (extension != ".cpp" && extension != ".hpp") continue;
      ++files;
      const auto path = std::filesystem::relative(entry.path(), root).string();
      const auto found = offences(path, read(entry.path()));
      all.insert(all.end(), found.begin(), found.end());
    }
  }
  std::string list;
  for (const auto& offence : all) list += "\n" + offence;
  INFO(list);
  CHECK(all.empty());
  CHECK(files > 10);
}

TEST_CASE("No folder is in two layers") {
  std::map<std::string, int> times;
  for (const auto& layer : layers) {
    for (const auto& folder : layer) CHECK(++times[folder] == 1);
  }
}

TEST_CASE("An include that the layers allow is no offence") {
  struct Allowed {
    std::string path;
    std::string line;
  };
  const auto allowed = GENERATE(values<Allowed>({
      {"lib/feed/record.cpp", "#include \"base/error.hpp\""},
      {"lib/feed/record.cpp", "#include \"feed/record.hpp\""},
      {"lib/night/run.cpp", "#include \"postgres/connection.hpp\""},
      {"lib/base/format.hpp", "#include <fmt/format.h>"},
      {"lib/postgres/copy.cpp", "#include <libpq-fe.h>"},
      {"lib/base/file.cpp", "#include <sys/stat.h>"},
      {"lib/base/file.cpp", "#include <system_error>"},
      {"lib/night/run.cpp", "// #include \"daemon/nightjar.hpp\""},
      {"daemon/nightjar.cpp", "#include \"night/run.hpp\""},
      {"daemon/nightjar.cpp", "#include \"commands.hpp\""},
      {"daemon/nightjar.cpp", "#include <CLI/CLI.hpp>"},
      {"tests/reading/test_reader.cpp", "#include <curl/curl.h>"},
      {"tests/support/catch.hpp", "#include <catch2/catch.hpp>"},
  }));
  CAPTURE(allowed.path, allowed.line);
  CHECK(offences(allowed.path, allowed.line).empty());
}

TEST_CASE("An include that the layers forbid is named with its file, line and reason") {
  struct Forbidden {
    std::string path;
    std::string line;
    std::string reason;
  };
  const auto forbidden = GENERATE(values<Forbidden>({
      {"lib/base/file.cpp", "#include \"feed/record.hpp\"", "in a higher layer"},
      {"lib/loading/merge.cpp", "#include \"night/run.hpp\"", "in a higher layer"},
      {"lib/loading/merge.cpp", "#include \"comparing/plan.hpp\"", "beside it in the same layer"},
      {"lib/json/parser.cpp", "#include \"csv/reader.hpp\"", "beside it in the same layer"},
      {"lib/night/run.cpp", "#include \"daemon/nightjar.hpp\"", "in a higher layer"},
      {"lib/night/run.cpp", "  #  include \"../daemon/nightjar.hpp\"", "leaves its folder by .."},
      {"lib/night/run.cpp", "#include \"utils/strings.hpp\"", "no layer for utils/"},
      {"lib/night/run.cpp", "#include <pqxx/pqxx>", "in postgres/ only"},
      {"lib/night/run.cpp", "#include <fmt/chrono.h>", "in base/ only"},
      {"lib/feed/record.cpp", "#include <simdjson.h>", "in json/ only"},
      {"lib/ledger/report.cpp", "#include <nlohmann/json.hpp>", "in json/ only"},
      {"lib/schedule/plan.cpp", "#include <curl/curl.h>", "in curl/ only"},
      {"daemon/nightjar.cpp", "#include <spdlog/spdlog.h>", "in logging/ only"},
      {"lib/night/run.cpp", "#include <CLI/CLI.hpp>", "in daemon/ only"},
      {"lib/json/parser.cpp", "#include <rapidjson/document.h>", "no wrapper folder"},
      {"lib/utils/strings.cpp", "", "no layer for utils/"},
      {"tests/reading/test_reader.cpp", "#include <catch2/catch.hpp>", "in tests/support/ only"},
  }));
  CAPTURE(forbidden.path, forbidden.line);
  const auto found = offences(forbidden.path, "\n" + forbidden.line + "\n");
  REQUIRE(found.size() == 1);
  CHECK_THAT(found[0],
             Catch::StartsWith(forbidden.path + ":") && Catch::Contains(forbidden.reason));
  if (!forbidden.line.empty()) CHECK_THAT(found[0], Catch::Contains(":2: "));
}
