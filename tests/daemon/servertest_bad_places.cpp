#include <algorithm>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "daemon/answer.hpp"

using Catch::Contains;
using Catch::StartsWith;
using nightjar::support::Command;
using nightjar::support::json_at;
using nightjar::support::last_line;
using nightjar::support::Outcome;
using nightjar::support::Program;
using nightjar::support::run;
using Words = std::vector<std::string>;
namespace fs = std::filesystem;

namespace {

constexpr int done = 0;
constexpr int failed = 1;
constexpr int usage = 2;

/// All commands, with words that would do.
const std::vector<Words> commands{{"migrate"},
                                  {"run", "vendor"},
                                  {"status"},
                                  {"runs"},
                                  {"next"},
                                  {"rejects", "1"},
                                  {"approve", "1"},
                                  {"check"},
                                  {"scaffold", "vendor.books"},
                                  {"archive", "list"},
                                  {"archive", "verify"}};

/// Those that change nothing and find nothing wrong after a good night.
const std::vector<Words> questions{{"status"},
                                   {"runs"},
                                   {"next"},
                                   {"rejects", "1"},
                                   {"check"},
                                   {"archive", "list"},
                                   {"archive", "verify"},
                                   {"--version"},
                                   {"runs", "--help"},
                                   {"runs", "--json"}};

/// Puts something of no use in a file's or folder's place, by what is wrong with it.
const std::map<std::string, std::function<void(const fs::path&)>> spoilers{
    {"No such file or directory", [](const fs::path& place) { fs::remove_all(place); }},
    {"No such file or directory ",
     [](const fs::path& place) {
       fs::remove_all(place);
       fs::create_symlink("nowhere", place);
     }},
    {"Too many levels of symbolic links",
     [](const fs::path& place) {
       fs::remove_all(place);
       fs::create_symlink(place, place);
     }},
    {"Not a directory",
     [](const fs::path& place) {
       const fs::path file = place.parent_path();
       fs::remove_all(file);
       std::ofstream(file) << "a file\n";
     }},
    {"Permission denied",
     [](const fs::path& place) { fs::permissions(place.parent_path(), fs::perms::none); }},
};

std::size_t times(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++count;
  return count;
}

/// One sentence and one remedy, and no abort.
void check_told(const Outcome& outcome, int exit_code, const std::string& fault) {
  INFO(outcome.output << outcome.errors);
  CHECK(outcome.signal == 0);
  CHECK(outcome.exit_code == exit_code);
  CHECK_THAT(outcome.errors, Contains(fault.substr(0, fault.find_last_not_of(' ') + 1)));
  CHECK(times(outcome.errors, "what to do: ") == 1);
}

/// The command with its standard output led elsewhere by the shell.
Outcome redirected(const Program& program, const std::string& redirection, const Words& words) {
  Command command = program.command(words);
  command.words.insert(command.words.begin(), {"sh", "-c", redirection + "; exec \"$@\"", "sh"});
  return run(command);
}

}  // namespace

TEST_CASE("No program ends by an abort where its settings cannot be had: each says what is wrong",
          "[server]") {
  const Program program;
  const fs::path folder = program.settings_file().parent_path() / "etc";
  for (const auto& [fault, spoil] : spoilers) {
    fs::create_directory(folder);
    fs::permissions(folder, fs::perms::all);
    std::ofstream(folder / "nightjar.yaml") << "database: postgresql:///x\n";
    spoil(folder / "nightjar.yaml");
    for (const Words& words : commands) {
      Words line = words;
      line.insert(line.end(), {"--config", folder / "nightjar.yaml"});
      CAPTURE(words);
      check_told(program.as_plain_user(line), usage, fault);
    }
    Command command = program.command({});
    command.words = {nightjar::support::program("nightjard")};
    command.environment["NIGHTJAR_CONFIG"] = folder / "nightjar.yaml";
    const Outcome daemon = run(program.without_privileges(command));
    INFO(daemon.errors);
    CHECK(daemon.exit_code == usage);
    CHECK_THAT(daemon.errors, Contains("\"event\":\"settings_refused\"") && Contains("\"hint\":"));
    if (fs::is_directory(folder)) fs::permissions(folder, fs::perms::all);
    fs::remove_all(folder);
  }
}

TEST_CASE("A folder of datasets or a dataset's file that cannot be read is reported by its name",
          "[server]") {
  for (const std::string place : {"datasets/streaming/vendor.yaml", "datasets/x"}) {
    for (const auto& [fault, spoil] : spoilers) {
      // A folder of modules without that file, or with a plain file in place of one, is in order.
      const bool is_in_order = place != "datasets/x" && (fault == "No such file or directory" ||
                                                         fault.starts_with("Not a directory"));
      if (is_in_order || (place == "datasets/x" && fault.starts_with("No such")) ||
          (place == "datasets/x" && fault.starts_with("Too many"))) {
        continue;
      }
      const Program program;
      const fs::path spoiled = program.settings_file().parent_path() / place;
      spoil(spoiled);
      CAPTURE(place, fault);
      const Outcome outcome = program.as_plain_user({"status", "--json"});
      check_told(outcome, usage, fault);
      CHECK_THAT(outcome.errors, Contains("datasets"));
      CHECK_THAT(json_at(program, last_line(outcome.output), "{error}"), Contains("datasets"));
      CHECK_FALSE(json_at(program, last_line(outcome.output), "{remedy}").empty());
      if (fs::is_directory(spoiled.parent_path())) {
        fs::permissions(spoiled.parent_path(), fs::perms::all);
      }
    }
  }
}

TEST_CASE("Migrations that cannot be read are reported with their folder", "[server]") {
  const Program program;
  const fs::path folder = program.settings_file().parent_path() / "migrations";
  std::string settings = nightjar::support::text_of_file(program.settings_file());
  settings.resize(settings.find("migrations: "));
  std::ofstream(program.settings_file()) << settings << "migrations: migrations\n";
  for (const auto& [fault, spoil] : spoilers) {
    fs::create_directories(folder / "versioned");
    spoil(folder / "versioned");
    CAPTURE(fault);
    const Outcome outcome = program.as_plain_user({"migrate"});
    check_told(outcome, failed, fault);
    CHECK_THAT(outcome.errors, Contains("migrations/versioned: "));
    const Outcome checked = program.as_plain_user({"check"});
    CHECK(checked.exit_code == failed);
    CHECK_THAT(checked.output, Contains("FAULT  schema: ") && Contains("migrations/versioned: "));
    if (fs::is_directory(folder)) fs::permissions(folder, fs::perms::all);
    fs::remove_all(folder);
  }
  fs::create_directories(folder / "versioned/0001_a.sql");
  check_told(program.nightjar({"migrate"}), failed, "0001_a.sql: cannot read: Is a directory");
}

TEST_CASE("An archive that cannot be had costs a night a notice, and its questions an answer",
          "[server]") {
  for (const auto& [fault, spoil] : spoilers) {
    if (fault == "No such file or directory") continue;  // it is made
    const Program program;
    fs::permissions(program.settings_file().parent_path(), fs::perms::all);
    fs::permissions(program.state_dir(), fs::perms::all);
    spoil(program.state_dir() / "archive");
    CAPTURE(fault);
    const Outcome night = program.as_plain_user({"run", "vendor"});
    INFO(night.errors);
    CHECK(night.exit_code == done);
    CHECK_THAT(night.errors, Contains("its files are not in the archive: "));
    // Where nothing is there, an archive is empty; where nobody can tell, that is the answer.
    const bool is_told = fault.starts_with("Too many") || fault == "Permission denied";
    for (const std::string question : {"list", "verify"}) {
      if (!is_told) continue;
      const Outcome answer = program.as_plain_user({"archive", question});
      INFO(answer.errors);
      CHECK(answer.exit_code == failed);
      CHECK_THAT(answer.errors, StartsWith("nightjar: " + program.state_dir().string()));
      CHECK(times(answer.errors, "what to do: ") == 1);
    }
    if (fs::is_directory(program.state_dir())) {
      fs::permissions(program.state_dir(), fs::perms::all);
    }
  }
}

TEST_CASE("A check does not take a link that leads nowhere for a state directory", "[server]") {
  const Program program;
  const fs::path link = program.settings_file().parent_path() / "link";
  fs::create_symlink(GENERATE(as<std::string>(), "nowhere", "link"), link);
  const Outcome outcome = program.nightjar_with("NIGHTJAR_STATE_DIR", link, {"check"});
  CHECK(outcome.exit_code == failed);
  CHECK_THAT(outcome.output, Contains("FAULT  state directory " + link.string()));
}

TEST_CASE("A link in the vendor's folder that leads nowhere hides no other file", "[server]") {
  const Program program;
  fs::create_symlink("nowhere", program.file("a_link.json"));
  fs::create_symlink("b_link.json", program.file("b_link.json"));
  const auto folder = program.settings_file().parent_path();
  const fs::path yaml = folder / "datasets/streaming/vendor.yaml";
  std::string text = nightjar::support::text_of_file(yaml);
  const std::string name = "file: books.json";
  text.replace(text.find(name), name.size(), "file: \"*ks.json\"\n    newest: by_time");
  std::ofstream(yaml, std::ios::binary) << text;
  program.good_night();
  CHECK(program.database().query("SELECT count(*) FROM vendor.books") == "40");
}

TEST_CASE("A closed or full standard output fails a question, with one sentence and one remedy",
          "[server]") {
  const Program program;
  program.good_night();
  for (const Words& words : questions) {
    CAPTURE(words);
    check_told(redirected(program, "exec >&-", words), failed,
               "standard output: the answer cannot be written: it is closed");
    check_told(redirected(program, "exec >/dev/full", words), failed,
               "standard output: the answer cannot be written: No space left on device");
  }
}

TEST_CASE("A command that has acted keeps its exit code where its answer is lost", "[server]") {
  const Program program;
  const Outcome night = redirected(program, "exec >/dev/full", {"run", "vendor"});
  check_told(night, done, "the answer cannot be written: No space left on device");
  CHECK(program.database().query("SELECT outcome FROM nightjar.runs") == "loaded");
  check_told(redirected(program, "exec >&-", {"migrate"}), done, "it is closed");
}

TEST_CASE("A closed standard error takes no words to where they do not belong", "[server]") {
  const Program program;
  fs::remove(program.file("books.json"));
  const Outcome night = redirected(program, "exec 0<&- >&- 2>&-", {"run", "vendor"});
  CHECK(night.exit_code == 3);
  CHECK(night.output.empty());
  CHECK(program.database().query("SELECT outcome FROM nightjar.runs") == "held");
}

TEST_CASE("A reader who hangs up ends no night and changes no exit code", "[server]") {
  const Program program;
  const fs::path pipe = program.settings_file().parent_path() / "pipe";
  REQUIRE(run({.words = {"mkfifo", pipe}}).exit_code == 0);
  // Opened both ways first, so that opening it for writing waits for nobody; then nobody reads.
  const std::string hung_up = "exec 3<>'" + pipe.string() + "' >'" + pipe.string() + "' 3>&-";
  const Outcome night = redirected(program, hung_up + " 2>&1", {"run", "vendor"});
  CHECK(night.exit_code == done);
  CHECK(program.database().query("SELECT outcome FROM nightjar.runs") == "loaded");
  for (const Words& words : questions) {
    CAPTURE(words);
    const Outcome answer = redirected(program, hung_up, words);
    CHECK(answer.exit_code == done);
    CHECK(answer.errors.empty());
  }
}
