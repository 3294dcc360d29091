#pragma once

#include <string>
#include <vector>

namespace nightjar::daemon {

/// All of `nightjar`: reads the command line, whose passwords it covers in `argv`, and runs the
/// command it names. Returns what the shell gets.
int nightjar_main(int argc, char** argv);

/// What can be written on the command line, for manual pages and completions.
struct CommandDescription {
  struct Option {
    std::string name;     ///< `--source`; of an argument, `dataset`
    std::string value;    ///< `TEXT`; empty for a flag
    std::string meaning;  ///< without a full stop
    bool is_argument = false;
    bool is_required = false;
  };

  std::string name;
  std::string meaning;
  std::vector<Option> options;
  std::vector<CommandDescription> commands;
};

/// Of `nightjar`: as --help shows it.
CommandDescription describe_commands();

}  // namespace nightjar::daemon
