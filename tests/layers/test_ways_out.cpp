#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "layers/sources.hpp"
#include "support/catch.hpp"

namespace {

/// Who may write to standard output and standard error: the console, whose text is safe to show,
/// and the log.
bool is_way_out(const std::string& path) {
  static const std::set<std::string> files{"lib/console/channel.cpp", "lib/console/channel.hpp",
                                           "lib/console/console.cpp", "lib/console/console.hpp",
                                           "lib/console/text.cpp",    "lib/logging/log.cpp"};
  return files.contains(path);
}

/// What writes to them, or holds an escape sequence of terminals.
bool leads_out(const std::string& line) {
  static const std::regex ways(
      R"(\bstd::(cout|cerr|clog|wcout|wcerr)\b|<iostream>|<print>|\bstd::print|\bfmt::print)"
      R"(|\b(std(out|err))\b|\bSTD(OUT|ERR)_FILENO\b|\b(v?d?printf|puts|putchar|putc|perror)\s*\()"
      R"(|\b(write|writev|send)\s*\(\s*[12]\s*,|/dev/(tty|stdout|stderr|fd/[12])|\bsyslog\s*\()"
      R"(|\\033|\\x1b|\\e\[|\.exit\s*\(|spdlog::(info|warn|error|debug)\s*\()");
  return std::regex_search(line, ways);
}

std::vector<std::string> offences(const std::string& path, const std::string& text) {
  std::vector<std::string> found;
  if (is_way_out(path)) return found;
  std::istringstream lines(text);
  std::string line;
  for (int number = 1; std::getline(lines, line); ++number) {
    const bool is_comment = line.find_first_not_of(' ') == line.find("//");
    if (!is_comment && leads_out(line)) found.push_back(path + ":" + std::to_string(number));
  }
  return found;
}

}  // namespace

TEST_CASE("Words leave the programs through the console and the log only") {
  std::string all;
  const std::size_t files =
      nightjar::layers::for_each_source([&](const std::string& path, const std::string& text) {
        for (const auto& offence : offences(path, text)) all += "\n" + offence;
      });
  INFO("these write past lib/console, whose text is safe to show:" << all);
  CHECK(all.empty());
  CHECK(files > 100);
}

TEST_CASE("Any other output is found, wherever it is") {
  const std::string line = GENERATE(
      "std::cout << name;", "  std::cerr << x;", "#include <iostream>", "fmt::print(\"{}\", x);",
      "std::printf(\"%s\", x);", "std::fputs(x, stderr);", "std::fwrite(x, 1, 2, stdout);",
      "std::puts(x);", "std::perror(\"x\");", "::write(1, x, n);", "::write(STDERR_FILENO, x, n);",
      "::dprintf(2, \"x\");", "std::ofstream(\"/dev/tty\") << x;", "return app.exit(error);",
      "text = \"\\033[31m\" + name;", "spdlog::info(name);");
  CAPTURE(line);
  CHECK(offences("daemon/nightjar.cpp", "\n" + line + "\n") ==
        std::vector<std::string>{"daemon/nightjar.cpp:2"});
}

TEST_CASE("What only looks like a way out is none") {
  const std::string line =
      GENERATE("// std::cout would do", "std::snprintf(buffer, size, \"x\");", "file.write(bytes);",
               "sql = \"COPY x TO STDOUT\";", "::write(descriptor_, x, n);", "std::exit(1);");
  CAPTURE(line);
  CHECK(offences("lib/base/file.cpp", line).empty());
  CHECK(offences("lib/console/console.cpp", "std::fputs(x, stderr);").empty());
}
