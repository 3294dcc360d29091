#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "support/catch.hpp"
#include "support/places.hpp"

TEST_CASE("A test has the tag of a server if and only if its file's name says so") {
  const std::string tag = std::string("\"[") + "server";
  const auto tests = nightjar::support::source_folder() / "tests";
  for (const auto& entry : std::filesystem::recursive_directory_iterator(tests)) {
    const std::string name = entry.path().filename();
    const bool by_name = name.starts_with("servertest_");
    if (!name.ends_with(".cpp") || (!by_name && !name.starts_with("test_"))) continue;
    std::ifstream stream(entry.path());
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    INFO(entry.path() << ": tests with the tag go to servertest_*.cpp, others to test_*.cpp");
    CHECK((text.find(tag) != std::string::npos) == by_name);
  }
}
