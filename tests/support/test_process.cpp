#include <csignal>

#include "support/catch.hpp"
#include "support/process.hpp"

using nightjar::support::Process;
using nightjar::support::run;

TEST_CASE("A program that ran returns its exit code and both of its streams") {
  const auto outcome = run({.words = {"sh", "-c", "cat; echo two >&2; exit 3"}, .input = "one"});
  CHECK(outcome.exit_code == 3);
  CHECK(outcome.signal == 0);
  CHECK(outcome.output == "one");
  CHECK(outcome.errors == "two\n");
}

TEST_CASE("A program finds the environment and the folder it was given") {
  const auto outcome = run({.words = {"sh", "-c", "echo \"$ADDED ${HOME-gone} $PWD\""},
                            .environment = {{"ADDED", "here"}, {"HOME", std::nullopt}},
                            .folder = "/usr"});
  CHECK(outcome.output == "here gone /usr\n");
}

TEST_CASE("A program that cannot be started ends with 127 and the reason") {
  const auto outcome = run({.words = {"/no/such/program"}});
  CHECK(outcome.exit_code == 127);
  CHECK(outcome.errors == "/no/such/program: No such file or directory\n");
}

TEST_CASE("A running program can be killed, and its outcome names the signal") {
  Process program({.words = {"sleep", "1000"}});
  CHECK(program.running());
  program.send(SIGKILL);
  const auto outcome = program.wait();
  CHECK(outcome.signal == SIGKILL);
  CHECK(outcome.exit_code == -1);
  CHECK_FALSE(program.running());
}

TEST_CASE("A program that writes more than a pipe holds is not held up") {
  const auto outcome = run({.words = {"head", "-c", "3000000", "/dev/zero"}});
  CHECK(outcome.exit_code == 0);
  CHECK(outcome.output.size() == 3'000'000);
}
