#include <fstream>

#include "daemon/program.hpp"

using Catch::Contains;
using nightjar::support::Outcome;
using nightjar::support::Program;
using Words = std::vector<std::string>;

namespace {

constexpr int failed = 1;
constexpr int usage = 2;

}  // namespace

TEST_CASE("A night that is not later than the newest one fails and names it", "[server]") {
  const Program program;
  program.good_night("2022-01-01T03:00:00Z");
  const std::string before = program.tables();
  program.put("books.json", Program::book_list(Program::books + 1));
  const std::string as_of = GENERATE("2021-12-31T03:00:00Z", "2022-01-01T04:00:00+01:00");
  const Outcome outcome = program.nightjar({"run", "vendor", "--as-of", as_of});
  CHECK(outcome.exit_code == failed);
  CHECK_THAT(outcome.errors,
             Contains("run 1 is valid from 2022-01-01T03:00:00Z") &&
                 Contains("what to do: nights can only be added at the end of the history"));
  CHECK(program.tables() == before);
}

TEST_CASE("Wrong usage ends with 2, before anything is tried", "[server]") {
  struct Case {
    Words words;
    std::string fault;
  };
  const std::vector<Case> cases{
      {{}, "subcommand is required"},
      {{"rum", "vendor"}, "there is no command \"rum\"; did you mean \"run\"?"},
      {{"run"}, "dataset is required"},
      {{"run", "vendr"}, "no dataset \"vendr\" is configured in "},
      {{"run", "vendor", "--as-of", "yesterday"}, "--as-of yesterday: not an instant"},
      {{"run", "vendor", "--as-of", "2022-01-01"}, "--as-of 2022-01-01: not an instant"},
      {{"run", "vendor", "--as-of", "2022-02-30T00:00:00Z"}, "not an instant"},
      {{"run", "vendor", "--source", "nowhere"}, "--source: the source \"nowhere\" is not a URL"},
      {{"run", "vendor", "--fast"}, "--fast"},
      {{"rejects"}, "run is required"},
      {{"rejects", "abc"}, "\"abc\" is not the number of a night"},
      {{"rejects", "99"}, "there is no run 99"},
      {{"approve", "0"}, "\"0\" is not the number of a night"},
      {{"approve", "99"}, "there is no run 99"},
      {{"runs", "--limit", "0"}, "\"0\" is not a count"},
      {{"scaffold", "vendor.bocks"}, "did you mean \"vendor.books\"?"},
      {{"--config", "/nowhere.yaml", "status"}, "/nowhere.yaml: cannot open"},
  };
  const Program program;
  for (const Case& c : cases) {
    const Outcome outcome = program.nightjar(c.words);
    INFO(c.fault);
    CHECK(outcome.exit_code == usage);
    CHECK_THAT(outcome.errors, Contains(c.fault) && Contains("what to do: "));
    CHECK(outcome.output.empty());
  }
  CHECK(program.database().query("SELECT count(*) FROM nightjar.runs") == "0");
}

TEST_CASE("An error in a dataset's YAML is wrong configuration, reported with file and line",
          "[server]") {
  const Program program;
  const auto file = program.settings_file().parent_path() / "datasets/streaming/vendor.yaml";
  std::string text = nightjar::support::text_of_file(file);
  text.replace(text.find("kind: snapshot"), 4, "kinds");
  std::ofstream(file, std::ios::binary) << text;
  const Outcome outcome = program.nightjar({"status"});
  CHECK(outcome.exit_code == usage);
  CHECK_THAT(outcome.errors,
             Contains(file.string() + ":") && Contains("\"kinds\"") && Contains("what to do: "));
}
