#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "console/text.hpp"
#include "daemon/answer.hpp"
#include "support/pseudo_terminal.hpp"

using Catch::Contains;
using nightjar::console::Text;
using nightjar::support::Command;
using nightjar::support::json_at;
using nightjar::support::last_line;
using nightjar::support::Outcome;
using nightjar::support::Program;
using nightjar::support::run;
using nightjar::support::run_on_terminal;
using Words = std::vector<std::string>;

namespace {

/// What a vendor might do to whoever reads it: clear the screen, set a colour by a C1 control,
/// delete, turn the direction of writing.
const std::string attack =
    "\033[2J\xc2\x9b"
    "31m\x7f\u202e";

/// The same without what is refused in a file's name: control characters of ASCII.
const std::string quiet_attack =
    "\xc2\x9b"
    "31m\u202e";

const std::map<std::string, std::optional<std::string>> plain_environment{
    {"TERM", "xterm"}, {"NO_COLOR", std::nullopt}, {"COLUMNS", std::nullopt}};

/// Colours take no columns, but a test would count them.
const std::map<std::string, std::optional<std::string>> no_color{{"NO_COLOR", "1"}};

Outcome at_terminal(const Program& program, const Words& words, int columns,
                    const std::map<std::string, std::optional<std::string>>& environment = {}) {
  Command command = program.command(words);
  for (const auto& variables : {plain_environment, environment}) {
    for (const auto& [name, value] : variables) command.environment[name] = value;
  }
  return run_on_terminal(command, columns);
}

/// Whether it holds what a terminal obeys, beside line breaks.
bool acts(const std::string& text) {
  for (const std::string bad : {"\033", "\xc2\x9b", "\x7f", "\u202e", "\b", "\a"}) {
    if (text.find(bad) != text.npos) return true;
  }
  return false;
}

/// The widest line that the terminal has ever shown: each ends at a line break, or where a line of
/// progress is taken away.
std::size_t widest_line(std::string shown) {
  const std::string erase = "\r\033[K";
  for (auto at = shown.find(erase); at != shown.npos; at = shown.find(erase, at)) {
    shown.replace(at, erase.size(), "\n");
  }
  shown.erase(std::remove(shown.begin(), shown.end(), '\r'), shown.end());
  std::size_t widest = 0;
  for (const Text& line : Text(shown).lines()) widest = std::max(widest, line.width());
  return widest;
}

/// A dataset of one feed whose file has a name and a header line of a vendor's making.
void add_cinema(const Program& program, const std::string& pattern) {
  const auto folder = program.settings_file().parent_path();
  std::ofstream(folder / "datasets/cinema.yaml")
      << "dataset: cinema\nsource: " << program.source() << "\nfeeds:\n  films:\n    file: \""
      << pattern << "\"\n    newest: by_time\n"
      << "    format: csv\n    kind: snapshot\n    key: [id]\n"
      << "    columns:\n      id: {type: integer}\n";
  program.database().query(run({.words = program.command({"scaffold", "cinema.films"}).words,
                                .environment = program.command({}).environment})
                               .output);
  program.database().query("SELECT nightjar.adopt_feed('cinema.films')");
}

/// Nights of all kinds: loaded, held, failed, with rejects.
void make_nights(const Program& program) {
  program.good_night();
  program.put("books.json",
              Program::book_list(Program::books, "," + Program::book("x", "\"many\"")));
  program.nightjar({"run", "vendor", "--as-of", "2022-01-02T03:00:00Z"});
  program.put("books.json", "oops");
  program.nightjar({"run", "vendor", "--as-of", "2022-01-03T03:00:00Z"});
  std::filesystem::remove(program.file("books.json"));
  program.nightjar({"run", "vendor", "--as-of", "2022-01-04T03:00:00Z"});
}

const std::vector<Words> questions{{"status"},
                                   {"runs"},
                                   {"next"},
                                   {"rejects", "2"},
                                   {"check"},
                                   {"runs", "--help"},
                                   {"archive", "list"},
                                   {"archive", "verify"},
                                   {"approve", "1"}};

}  // namespace

TEST_CASE("What a vendor wrote in a name, a header line or a value acts on no terminal",
          "[server]") {
  const Program program;
  add_cinema(program, "*.csv");
  program.put("films" + quiet_attack + ".csv", "id,na" + attack + "me\n1,x\n2" + attack + ",y\n");
  program.put("books.json", Program::book_list(Program::books, ",{\"name\":\"b\",\"pages\":\"" +
                                                                   attack.substr(4) + "\"}"));
  std::string shown;
  for (const Words& words : std::vector<Words>{{"run", "cinema"},
                                               {"run", "vendor"},
                                               {"run", "cinema", "--json"},
                                               {"runs"},
                                               {"runs", "--json"},
                                               {"rejects", "1"},
                                               {"rejects", "2"},
                                               {"rejects", "1", "--json"},
                                               {"status"},
                                               {"archive", "list"},
                                               {"archive", "list", "--json"},
                                               {"archive", "verify"},
                                               {"check"},
                                               {"run", "cin" + attack + "ema"},
                                               {"scaffold", attack},
                                               {attack},
                                               {"run", "vendor", "--as-of", attack, "--json"}}) {
    const Outcome outcome = program.nightjar(words);
    CAPTURE(words, outcome.output, outcome.errors);
    CHECK_FALSE(acts(outcome.output));
    CHECK_FALSE(acts(outcome.errors));
    shown += outcome.output + outcome.errors;
  }
  CHECK_THAT(shown, Contains("films\\u009B31m\\u202E.csv"));
  CHECK_FALSE(acts(at_terminal(program, {"rejects", "1", "--csv", "--color=never"}, 80).output));
}

TEST_CASE("JSON keeps the values of what a terminal would obey", "[server]") {
  const Program program;
  program.put("books.json",
              Program::book_list(1, ",{\"name\":\"b\",\"pages\":\"\xc2\x9b\u202e\"}"));
  program.nightjar({"run", "vendor"});
  const std::string json = program.nightjar({"rejects", "1", "--json"}).output;
  CHECK(json_at(program, json, "{rejects,0,raw}") ==
        "{\"name\":\"b\",\"pages\":\"\xc2\x9b\u202e\"}");
}

TEST_CASE("Nothing is wider than the terminal, at 80, 100 and 200 columns", "[server]") {
  const Program program;
  make_nights(program);
  for (const int columns : {80, 100, 200}) {
    for (const Words& words : questions) {
      const Outcome outcome = at_terminal(program, words, columns, no_color);
      CAPTURE(words, columns, outcome.output);
      CHECK(widest_line(outcome.output) <= static_cast<std::size_t>(columns));
    }
  }
  CHECK_THAT(at_terminal(program, {"runs"}, 200, no_color).output,
             Contains("started (UTC)") && Contains("restored  rejected\r\n"));
  CHECK_THAT(at_terminal(program, {"runs"}, 80, no_color).output, Contains("\r\n    "));
}

TEST_CASE("A pipe gets whole lines, unless COLUMNS says how long they may be", "[server]") {
  const Program program;
  make_nights(program);
  const auto runs = [&](const std::string& columns) {
    return program.nightjar_with("COLUMNS", columns, {"runs"}).output;
  };
  CHECK_THAT(runs(""), Contains("run  dataset  outcome") && Contains("restored  rejected\n"));
  CHECK(widest_line(runs("80")) <= 80);
  CHECK(runs("none") == runs(""));
}

TEST_CASE("Progress stays on its line, however narrow the terminal", "[server]") {
  const Program program;
  program.put("books.json", Program::book_list(20'000));
  const int columns = GENERATE(24, 40, 80, 200);
  const Outcome outcome = at_terminal(program, {"run", "vendor"}, columns, no_color);
  INFO(outcome.output);
  CHECK(outcome.exit_code == 0);
  CHECK_THAT(outcome.output, Contains("\r\033[K") && Contains(" 100 %"));
  CHECK(widest_line(outcome.output) <= static_cast<std::size_t>(columns));
}

TEST_CASE("A terminal that is dumb, or unknown, gets no escape sequence", "[server]") {
  const Program program;
  const auto terminal = GENERATE(as<std::optional<std::string>>(), "dumb", "", std::nullopt);
  const Outcome night = at_terminal(program, {"run", "vendor"}, 80, {{"TERM", terminal}});
  INFO(night.output);
  CHECK(night.exit_code == 0);
  CHECK_FALSE(acts(night.output));
  CHECK_THAT(night.output, Contains("vendor.books: comparing\r\n") && !Contains("\r\r"));
  CHECK_FALSE(acts(at_terminal(program, {"status"}, 80, {{"TERM", terminal}}).output));
}

TEST_CASE("Loaded, held and failed have colours where they are wanted", "[server]") {
  const Program program;
  make_nights(program);
  const auto runs = [&](const Words& more, const std::string& value = {}) {
    Words words{"runs"};
    words.insert(words.end(), more.begin(), more.end());
    return at_terminal(program, words, 200, {{"NO_COLOR", value}}).output;
  };
  CHECK_THAT(runs({}), Contains("\033[32mloaded\033[0m") && Contains("\033[1;35mheld\033[0m") &&
                           Contains("\033[1;31mfailed\033[0m"));
  CHECK_FALSE(acts(runs({}, "1")));
  CHECK_FALSE(acts(runs({"--color=never"})));
  CHECK_THAT(runs({"--color=always"}, "1"), Contains("\033[32mloaded"));
  CHECK_FALSE(acts(program.nightjar({"runs"}).output));
  CHECK_FALSE(acts(program.nightjar({"runs", "--color=auto"}).output));
  CHECK_THAT(program.nightjar({"--color=always", "runs"}).output, Contains("\033[32mloaded"));
  CHECK(program.nightjar({"runs", "--color=red"}).exit_code == 2);
}
