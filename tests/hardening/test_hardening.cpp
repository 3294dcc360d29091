#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "support/catch.hpp"
#include "support/places.hpp"
#include "support/process.hpp"
#include "support/temporary_folder.hpp"

using nightjar::support::program;
using nightjar::support::run;
using nightjar::support::TemporaryFolder;
using ChangeSink = std::vector<std::string>;

namespace {

std::string told(const std::vector<std::string>& words) {
  const auto outcome = run({.words = words});
  INFO(outcome.errors);
  REQUIRE(outcome.exit_code == 0);
  return outcome.output;
}

std::string told_by_readelf(const std::string& option, const std::filesystem::path& file) {
  return told({"readelf", "-W", option, file});
}

bool has_line(const std::string& text, std::string_view one, std::string_view other) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.find(one) != line.npos && line.find(other) != line.npos) return true;
  }
  return false;
}

/// A function of the C library that checks a length: __memcpy_chk, __read_chk, …
bool calls_a_checked_function(const std::string& symbols) {
  std::istringstream words(symbols);
  for (std::string word; words >> word;) {
    const std::string name = word.substr(0, word.find('@'));
    if (name.starts_with("__") && name.ends_with("_chk")) return true;
  }
  return false;
}

/// `orq $0x0,(%rsp)`, by which g++ touches each page of a large stack frame. With a lock prefix it
/// is a fence between threads.
bool touches_pages_of_stack(const std::filesystem::path& file) {
  constexpr std::string_view touch("\x48\x83\x0c\x24\x00", 5);
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  const std::string bytes = text.str();
  for (auto at = bytes.find(touch); at != bytes.npos; at = bytes.find(touch, at + 1)) {
    if (at > 0 && bytes[at - 1] != '\xf0') return true;
  }
  return false;
}

/// What a program lacks of what Debian builds its own with.
ChangeSink missing_in(const std::filesystem::path& file) {
  const std::string segments = told_by_readelf("--segments", file);
  const std::string dynamic = told_by_readelf("--dynamic", file);
  const std::string symbols = told_by_readelf("--dyn-syms", file);
  ChangeSink missing;
  const auto require = [&](bool present, const char* what) {
    if (!present) missing.emplace_back(what);
  };
  require(has_line(dynamic, "FLAGS_1", "PIE"), "position-independent executable");
  require(has_line(segments, "GNU_RELRO", ""), "tables read-only after the start (RELRO)");
  require(has_line(dynamic, "FLAGS_1", "NOW"), "all symbols bound at the start (BIND_NOW)");
  require(has_line(segments, "GNU_STACK", " RW "), "stack that is not executable");
  require(symbols.find("__stack_chk_fail") != symbols.npos, "stack protector");
#ifdef NDEBUG  // otherwise nothing is optimised, and so nothing checked
  require(calls_a_checked_function(symbols), "checked lengths (FORTIFY)");
#endif
#ifdef __x86_64__
  // The mark of the whole program is missing on Debian 12, since its C library's start files lack
  // it. A packaged program has no symbols, and is otherwise the one that was built.
  const std::string main = told({"objdump", "--disassemble=main", file});
  require(main.find("<main>:") == main.npos || main.find("endbr64") != main.npos,
          "control-flow protection");
#ifndef __clang__
  require(touches_pages_of_stack(file), "protection against stack clash");
#endif
#endif
  return missing;
}

/// A program with a buffer, a copy into it and a large stack frame.
constexpr const char* source = R"(
#include <string.h>
int main(int argc, char **argv) {
  volatile char large[100000];
  char small[8];
  strcpy(small, argv[argc - 1]);
  large[small[0]] = 1;
  return large[1];
}
)";

ChangeSink missing_when_built_with(const std::vector<std::string>& options) {
  const TemporaryFolder folder;
  folder.write("program.c", source);
  std::vector<std::string> words{
      "cc", "-O2", "-w", folder.path() / "program.c", "-o", folder.path() / "program"};
  words.insert(words.end(), options.begin(), options.end());
  told(words);
  return missing_in(folder.path() / "program");
}

}  // namespace

TEST_CASE("The programs are hardened as Debian hardens its own") {
  const std::string name = GENERATE(as<std::string>{}, "nightjar", "nightjard");
  INFO(name);
  CHECK(missing_in(program(name)) == ChangeSink{});
}

#if defined(__x86_64__) && !defined(__clang__) && defined(NDEBUG)
TEST_CASE("A program that lacks one kind of hardening is noticed, and by its name") {
  struct Case {
    std::vector<std::string> options;
    ChangeSink missing;
  };
  const std::vector<std::string> all{"-fPIE",
                                     "-pie",
                                     "-fstack-protector-strong",
                                     "-fstack-clash-protection",
                                     "-fcf-protection",
                                     "-Wl,-z,relro,-z,now",
                                     "-D_FORTIFY_SOURCE=2"};
  const std::vector<Case> cases{
      {{}, {}},
      {{"-fno-pie", "-no-pie"}, {"position-independent executable"}},
      {{"-Wl,-z,norelro"}, {"tables read-only after the start (RELRO)"}},
      {{"-Wl,-z,lazy"}, {"all symbols bound at the start (BIND_NOW)"}},
      {{"-z", "execstack"}, {"stack that is not executable"}},
      {{"-fno-stack-protector"}, {"stack protector"}},
      {{"-U_FORTIFY_SOURCE"}, {"checked lengths (FORTIFY)"}},
      {{"-fcf-protection=none"}, {"control-flow protection"}},
      {{"-fno-stack-clash-protection"}, {"protection against stack clash"}},
  };
  for (const Case& c : cases) {
    auto options = all;
    options.insert(options.end(), c.options.begin(), c.options.end());
    CHECK(missing_when_built_with(options) == c.missing);
  }
}
#endif
