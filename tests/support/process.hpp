#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

namespace nightjar::support {

/// A program to run and its environment.
struct Command {
  std::vector<std::string>
      words;  ///< the program (a path, or a name to look for in PATH), then its arguments
  /// In addition to this process's own environment; no value removes the variable.
  std::map<std::string, std::optional<std::string>> environment{};
  std::filesystem::path folder{};  ///< to start in; empty: this process's own
  std::string input{};             ///< its standard input
};

/// How a program ended and what it printed.
struct Outcome {
  int exit_code = -1;  ///< -1 if a signal ended it; 127 if it could not be started
  int signal = 0;      ///< the one that ended it, or 0
  std::string output;  ///< standard output
  std::string errors;  ///< standard error
};

/// A program that runs in parallel with the test. It ends with the test process, and with this
/// object.
class Process {
 public:
  explicit Process(const Command& command);
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  [[nodiscard]] pid_t id() const { return id_; }
  /// False as soon as it has ended.
  [[nodiscard]] bool running();
  /// What it has written so far to standard output and to standard error.
  [[nodiscard]] std::string output() const;
  [[nodiscard]] std::string errors() const;
  /// Sends a signal; SIGKILL ends it at once. Does nothing if it has ended already.
  void send(int signal);
  /// Waits for its end, without a limit.
  Outcome wait();

 private:
  void note(int status);

  int output_;  ///< a file in memory each: a program that prints a lot never blocks on a full pipe
  int errors_;
  pid_t id_ = -1;
  std::optional<Outcome> ended_;
};

/// Runs a program to its end.
Outcome run(const Command& command);

}  // namespace nightjar::support
