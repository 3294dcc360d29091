#include "support/pseudo_terminal.hpp"

#include <array>
#include <cerrno>
#include <stdexcept>
#include <string_view>
#include <vector>

#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

namespace nightjar::support {
namespace {

constexpr unsigned short rows = 24;

/// The command behind env(1), which sets its environment.
std::vector<std::string> words_of(const Command& command) {
  std::vector<std::string> words{"env"};
  for (const auto& [name, value] : command.environment) {
    if (!value) words.insert(words.end(), {"-u", name});
  }
  for (const auto& [name, value] : command.environment) {
    if (value) words.push_back(name + "=" + *value);
  }
  words.insert(words.end(), command.words.begin(), command.words.end());
  return words;
}

/// Until the program has ended, upon which Linux tells an error.
std::string read_all(int terminal) {
  std::string text;
  std::array<char, 4096> block{};
  while (true) {
    const ssize_t got = ::read(terminal, block.data(), block.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return text;
    text.append(block.data(), static_cast<std::size_t>(got));
  }
}

}  // namespace

Outcome run_on_terminal(const Command& command, int columns, std::string_view typed) {
  std::vector<std::string> words = words_of(command);
  std::vector<char*> pointers;
  for (auto& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  winsize size{rows, static_cast<unsigned short>(columns), 0, 0};
  int terminal = -1;
  const pid_t child = ::forkpty(&terminal, nullptr, nullptr, &size);
  if (child < 0) throw std::runtime_error("forkpty failed");
  if (child == 0) {
    ::execvp(pointers[0], pointers.data());
    ::_exit(127);
  }
  if (::write(terminal, typed.data(), typed.size()) < 0) throw std::runtime_error("cannot type");
  Outcome outcome;
  outcome.output = read_all(terminal);
  ::close(terminal);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (WIFEXITED(status)) outcome.exit_code = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) outcome.signal = WTERMSIG(status);
  return outcome;
}

}  // namespace nightjar::support
