#include <csignal>
#include <string>
#include <vector>

#include "daemon/scripted_program.hpp"
#include "daemon/service_command_line.hpp"
#include "daemon/version.hpp"
#include "support/catch.hpp"

using Catch::Contains;
using Catch::StartsWith;
using nightjar::support::Outcome;
using nightjar::support::ScriptedProgram;

TEST_CASE("Each wrong word on the command line is named, with what can be written") {
  struct Case {
    std::vector<std::string> words;
    std::string fault;
  };
  const auto wrong = GENERATE(values<Case>({
      {{"statu"}, "there is no command \"statu\""},
      {{"--config", "x", "runz"}, "there is no command \"runz\""},
      {{"show", "0"}, "\"0\" is not the number of a night: write a whole number from 1"},
      {{"show", "seven"}, "\"seven\" is not the number of a night"},
      {{"runs", "--limit", "1e3"}, "\"1e3\" is not a count"},
      {{"runs", "--limit", "1234567890"}, "\"1234567890\" is not a count"},
      {{"status", "--color", "blue"}, "blue"},
      {{"run"}, "dataset is required"},
      {{"archive", "shred"}, "shred"},
      {{}, "subcommand"},
  }));
  CAPTURE(wrong.fault);
  std::vector<std::string> words = wrong.words;
  words.insert(words.begin(), "nightjar");
  const Outcome outcome = ScriptedProgram::run_in_process(words);
  CHECK(outcome.exit_code == 2);
  CHECK(outcome.output.empty());
  CHECK_THAT(outcome.errors, Contains(wrong.fault) && Contains("nightjar --help"));
}

TEST_CASE("A wrong word is also told in JSON") {
  const Outcome outcome = ScriptedProgram::run_in_process({"nightjar", "statu", "--json"});
  CHECK(outcome.exit_code == 2);
  CHECK_THAT(outcome.output,
             StartsWith(R"({"error":"there is no command \"statu\"; did you mean)") ||
                 StartsWith(R"({"error":"there is no command \"statu\")"));
  CHECK_THAT(outcome.output, Contains(R"("remedy":"nightjar --help lists)"));
}

TEST_CASE("Help and version answer on standard output") {
  const std::string version = nightjar::daemon::version;
  CHECK_THAT(version, StartsWith("0."));
  const Outcome told = ScriptedProgram::run_in_process({"nightjar", "--version"});
  CHECK(told.output == "nightjar " + version + "\n");
  CHECK(told.exit_code == 0);
  const Outcome as_json = ScriptedProgram::run_in_process({"nightjar", "--version", "--json"});
  CHECK(as_json.output == R"({"program":"nightjar","version":")" + version + "\"}\n");
  const Outcome help = ScriptedProgram::run_in_process({"nightjar", "rejects", "--help"});
  CHECK_THAT(help.output, Contains("--reason") && Contains("--csv"));
  const Outcome archive = ScriptedProgram::run_in_process({"nightjar", "archive"});
  CHECK_THAT(archive.output, Contains("verify") && Contains("adopt"));
  CHECK(archive.exit_code == 0);
}

TEST_CASE("A password on the command line is shown to nobody") {
  const Outcome outcome = ScriptedProgram::run_in_process(
      {"nightjar", "runn", "shop", "--source", "sftp://me:secret@host/"});
  CHECK(outcome.exit_code == 2);
  CHECK_THAT(outcome.errors, !Contains("secret"));
}

TEST_CASE("Settings that are not in order end a command before it begins") {
  const ScriptedProgram program;
  program.write_settings("datasetz: x\n");
  const Outcome outcome = program.nightjar({"runs"});
  CHECK(outcome.exit_code == 2);
  CHECK_THAT(outcome.errors, Contains("nightjar.yaml:4") && Contains("datasetz"));
  CHECK(program.server.statements().empty());
}

TEST_CASE("nightjard takes no word but its options") {
  std::vector<std::string> words{"nightjard", GENERATE("--version", "--help", "start")};
  std::vector<char*> pointers{words[0].data(), words[1].data()};
  const nightjar::support::CapturedOutput captured;
  // The calling thread gets its signals back.
  sigset_t before;
  pthread_sigmask(SIG_BLOCK, nullptr, &before);
  const int code = nightjar::daemon::nightjard_main(2, pointers.data());
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  const std::string output = captured.output();
  const std::string errors = captured.errors();
  if (words[1] == "--version") {
    CHECK(output == std::string("nightjard ") + nightjar::daemon::version + "\n");
  } else if (words[1] == "--help") {
    CHECK_THAT(output, Contains("SIGTERM") && Contains("--config"));
  } else {
    CHECK_THAT(errors, Contains("start") && Contains("nightjard --help"));
  }
  CHECK(code == (words[1] == "start" ? 2 : 0));
}
