#include "command_line.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "arguments.hpp"
#include "base/error.hpp"
#include "base/format.hpp"
#include "base/spelling.hpp"
#include "command_tree.hpp"
#include "config/settings_file.hpp"
#include "postgres/connection.hpp"
#include "program.hpp"

namespace nightjar::daemon {
namespace {

using console::Color;

Color color_of(const std::string& word) {
  if (word == "auto") return Color::automatic;
  return word == "always" ? Color::always : Color::never;
}

ExitCode run_command(const CommandLine& line, Console& console) {
  config::Settings settings;
  try {
    settings = config::load(config::find_settings_file(line.config, config::running_program()));
    postgres::require_understandable(settings.database_url);
  } catch (const Error& error) {
    complain(console, error);
    return ExitCode::usage;
  }
  try {
    return line.command(settings, console);
  } catch (const UsageError& error) {
    complain(console, error);
    return ExitCode::usage;
  }
}

/// A query whose answer was lost has failed.
ExitCode judged(ExitCode code, const CommandLine& line, Console& console) {
  const auto loss = console.loss();
  if (!loss) return code;
  console.complain(*loss);
  return code == ExitCode::done && !line.acts ? ExitCode::failed : code;
}

/// The word in the place of a command that is not a command.
std::optional<std::string> unknown_command(const std::vector<std::string>& commands,
                                           const std::vector<std::string>& words) {
  for (std::size_t i = 1; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (word == "--config") {
      ++i;
    } else if (!word.starts_with("-")) {
      const bool is_known = std::find(commands.begin(), commands.end(), word) != commands.end();
      return is_known ? std::nullopt : std::optional(word);
    }
  }
  return std::nullopt;
}

UsageError slip_of(const CLI::App& app, const CLI::ParseError& error, const Arguments& words) {
  std::vector<std::string> commands;
  for (const CLI::App* command : app.get_subcommands({})) commands.push_back(command->get_name());
  std::string fault = error.what();
  if (const auto word = unknown_command(commands, words.all())) {
    fault = fmt::format("there is no command \"{}\"{}", *word, suggestion(*word, commands));
  }
  return UsageError(
      words.covered(fault),
      "nightjar --help lists the commands, nightjar COMMAND --help the options of one");
}

void warn_of_password(Console& console) {
  console.notice(
      "a password on the command line stays in the shell's history, and other users of this "
      "machine can read it until it is overwritten with asterisks\n"
      "  what to do: write it to a file, name the file under `login:` of the dataset's source, and "
      "leave user and password out of --source");
}

ExitCode nightjar_program(int argc, char** argv, Console& console) {
  const Arguments words(argc, argv);
  CLI::App app("", "nightjar");
  CommandLine line;
  add_commands(app, line);
  try {
    app.parse(words.from_behind());
  } catch (const CLI::ParseError& error) {
    const ExitCode code = answer(console, app, error, slip_of(app, error, words));
    return judged(code, line, console);
  }
  console.set_color(color_of(line.color));
  if (words.hold_password()) warn_of_password(console);
  return judged(run_command(line, console), line, console);
}

}  // namespace

int nightjar_main(int argc, char** argv) {
  return guarded(argc, argv,
                 [&](Console& console) { return nightjar_program(argc, argv, console); });
}

}  // namespace nightjar::daemon
