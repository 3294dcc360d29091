#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "commands.hpp"

namespace CLI {
class App;
}

namespace nightjar::daemon {

/// The result of parsing the command line.
struct CommandLine {
  std::string config;
  std::string color = "auto";
  RunOptions run;
  std::int64_t run_id = 0;
  std::int64_t from_run = 0;
  bool future = false;
  bool yes = false;
  RunsOptions runs;
  RejectsOptions rejects;
  SetupOptions setup;
  FileOptions check;
  std::string feed;
  std::string from_file;  ///< of scaffold
  std::string dataset;
  std::optional<std::string> module;
  /// The chosen command; set by its parser.
  std::function<ExitCode(const config::Settings&, Console&)> command;
  /// Whether it changes something.
  bool acts = false;
};

/// Adds all commands and options of `nightjar`. Parsing writes into `line`, which must outlive it.
void add_commands(CLI::App& app, CommandLine& line);

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
