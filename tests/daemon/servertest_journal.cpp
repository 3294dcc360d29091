#include <csignal>
#include <filesystem>
#include <functional>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "daemon/daemon.hpp"

using nightjar::support::Daemon;
using nightjar::support::Program;

namespace {

/// A line that docs/operations.md promises: `…` in it stands for anything.
struct Promise {
  std::string title;
  std::string line;
  bool says_what_to_do = false;
};

std::string section(const std::string& heading) {
  const std::string text =
      nightjar::support::text_of_file(nightjar::support::source_folder() / "docs/operations.md");
  const auto begin = text.find("\n## " + heading + "\n");
  REQUIRE(begin != std::string::npos);
  return text.substr(begin, text.find("\n## ", begin + 1) - begin);
}

std::vector<Promise> promises() {
  std::vector<Promise> all;
  std::istringstream page(section("Ten lines of the journal"));
  for (std::string line; std::getline(page, line);) {
    if (line.starts_with("### ")) all.push_back({line.substr(4), {}});
    if (line.starts_with("    {")) all.back().line = line.substr(4);
    if (line.starts_with("Do: ")) all.back().says_what_to_do = true;
  }
  return all;
}

bool is_kept_by(const std::string& promise, const std::string& line) {
  const std::string anything = "…";
  std::size_t at = 0;
  std::size_t begin = 0;
  for (auto end = promise.find(anything); end != promise.npos;
       begin = end + anything.size(), end = promise.find(anything, begin)) {
    const std::string piece = promise.substr(begin, end - begin);
    const auto found = line.find(piece, at);
    if (found == line.npos || (begin == 0 && found != 0)) return false;
    at = found + piece.size();
  }
  return std::string_view(line).substr(at).ends_with(promise.substr(begin));
}

bool is_kept_in(const std::string& promise, const std::string& log) {
  std::istringstream lines(log);
  for (std::string line; std::getline(lines, line);) {
    if (is_kept_by(promise, line)) return true;
  }
  return false;
}

constexpr auto daily = "{daily_at: \"02:00\", zone: Europe/Paris}";

/// What a daemon writes up to this event.
std::string log_until(const Program& program, const std::string& event,
                      const std::string& also = {}) {
  Daemon daemon(program);
  daemon.await(event, also);
  daemon.end();
  return daemon.log();
}

std::string vendor_late(const Program& program) {
  std::filesystem::remove(program.file("books.json"));
  return log_until(program, "vendor_late");
}

std::string transfer_broken(const Program& program) {
  Daemon::configure(program, "{url: \"ftp://127.0.0.1:1/\", plain_ftp: allowed}", daily);
  return log_until(program, "transfer_failed");
}

std::string held(const Program& program) {
  program.good_night();
  program.put("books.json", Program::book_list(10));
  Daemon::configure(program, program.source(), "{every: 1s}");
  return log_until(program, "run_finished");
}

std::string column_missing(const Program& program) {
  program.database().query("ALTER TABLE vendor.books RENAME COLUMN pages TO leaves");
  return log_until(program, "run_finished");
}

std::string bad_dump(const Program& program) {
  program.put("books.json", "[\n" + Program::book("1") + ",\n");
  return log_until(program, "run_finished");
}

std::string database_away(const Program& program) {
  Daemon daemon(program, "host=127.0.0.1 port=1 dbname=nightjar user=nightjar");
  daemon.await("database_unavailable");
  daemon.end();
  return daemon.log();
}

std::string settings_wrong(const Program& program) {
  Daemon daemon(program);
  daemon.await("service_ready");
  Daemon::write(program, "dataset: vendor\nsurce: file:///srv/vendor/\n");
  daemon.process().send(SIGHUP);
  daemon.await("settings_refused");
  daemon.end();
  return daemon.log();
}

std::string killed(const Program& program) {
  std::filesystem::remove(program.file("books.json"));
  Daemon daemon(program);
  daemon.await("vendor_late");
  daemon.end(SIGKILL);
  return log_until(program, "run_finished", "interrupted");
}

std::string noticed(const Program& program) {
  program.put("reviews.json",
              R"([{"movies":[{"title":"Frankenstein"},{"title":"Dracula"}],"books":[{"metadata":)"
              R"({"title":"Frankenstein"}}],"rating":{"rate":5,"label":"good"},)"
              R"("created":"2021-12-17T11:49:40.461+0100"}])");
  return log_until(program, "run_finished");
}

std::string all_well(const Program& program) { return log_until(program, "run_finished"); }

using Situation = std::string (*)(const Program&);
const std::map<std::string, Situation> situations{
    {"The vendor is late", vendor_late},
    {"A transfer failed", transfer_broken},
    {"A night is held", held},
    {"A night failed", column_missing},
    {"A dump cannot be read", bad_dump},
    {"PostgreSQL is not reachable", database_away},
    {"Settings are refused", settings_wrong},
    {"A night was interrupted", killed},
    {"A notice", noticed},
    {"A night is loaded", all_well},
};

}  // namespace

TEST_CASE("The page of ten lines of the journal has one for each situation, with what to do",
          "[server]") {
  const auto all = promises();
  CHECK(all.size() == 10);
  CHECK(all.size() == situations.size());
  for (const Promise& promise : all) {
    CAPTURE(promise.title);
    CHECK(situations.count(promise.title) == 1);
    CHECK_FALSE(promise.line.empty());
    CHECK(promise.says_what_to_do);
  }
}

TEST_CASE("Each of the ten lines of the journal is what the daemon writes then", "[server]") {
  const Promise promise = GENERATE(from_range(promises()));
  CAPTURE(promise.title);
  const Program program;
  Daemon::configure(program, program.source(), daily);
  const std::string log = situations.at(promise.title)(program);
  INFO(promise.line << "\nis not in\n" << log);
  CHECK(is_kept_in(promise.line, log));
}
