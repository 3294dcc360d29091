#include "reference/command_pages.hpp"

#include <algorithm>
#include <cctype>
#include <string_view>
#include <vector>

#include "base/format.hpp"
#include "daemon/command_tree.hpp"

namespace nightjar::support {
namespace {

using daemon::CommandDescription;
using Option = CommandDescription::Option;

constexpr std::string_view written =
    "`make reference` writes this file from the commands' own descriptions; do not edit it.";

std::string sentence(std::string text) {
  text.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(text.front())));
  return text.ends_with('.') ? text : text + ".";
}

std::string upper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return text;
}

/// A command with the path to it: `archive list`.
struct Named {
  std::string path;
  const CommandDescription* command;
};

void collect(const CommandDescription& parent, const std::string& path, std::vector<Named>& all) {
  for (const CommandDescription& command : parent.commands) {
    const std::string below = path.empty() ? command.name : path + " " + command.name;
    all.push_back({below, &command});
    collect(command, below, all);
  }
}

std::vector<Named> all_commands(const CommandDescription& nightjar) {
  std::vector<Named> all;
  collect(nightjar, "", all);
  return all;
}

/// Options that every command takes are told once.
bool is_common(const Option& option, const CommandDescription& nightjar) {
  return std::any_of(nightjar.options.begin(), nightjar.options.end(),
                     [&](const Option& common) { return common.name == option.name; });
}

std::string in_markdown(const Option& option) {
  if (option.is_argument) return "*" + upper(option.name) + "*";
  return "**" + option.name + "**" + (option.value.empty() ? "" : " *" + option.value + "*");
}

std::string definition(const std::string& term, const std::string& meaning) {
  return fmt::format("{}\n:   {}\n\n", term, sentence(meaning));
}

std::string synopsis(const Named& named, const CommandDescription& nightjar) {
  std::string line = "**nightjar " + named.path + "**";
  for (const Option& option : named.command->options) {
    if (option.is_argument || is_common(option, nightjar)) continue;
    line += " [" + in_markdown(option) + "]";
  }
  for (const Option& option : named.command->options) {
    if (!option.is_argument) continue;
    line += option.is_required ? " " + in_markdown(option) : " [" + in_markdown(option) + "]";
  }
  return line;
}

std::string section(const Named& named, const CommandDescription& nightjar) {
  std::string text = fmt::format("## {}\n\n{}\n\n{}\n\n", named.path, synopsis(named, nightjar),
                                 sentence(named.command->meaning));
  for (const Option& option : named.command->options) {
    if (!is_common(option, nightjar)) text += definition(in_markdown(option), option.meaning);
  }
  return text;
}

constexpr std::string_view manual_head = R"(title: nightjar
section: 1
source: Nightjar
volume: User commands

# NAME

nightjar - runs, inspects and repairs Nightjar's nights

# SYNOPSIS

**nightjar** [*OPTIONS*] *COMMAND* ...

# DESCRIPTION

**nightjar** does by hand what the service nightjard(8) does on a schedule, and shows what it did. It reads the
settings, nightjar.yaml(5). All times it prints are UTC.

)";

constexpr std::string_view manual_tail = R"(# EXIT STATUS

**0**
:   Done. Records may have been rejected, within the limits.

**1**
:   Failed, and nothing was changed. **status**: a dataset is not healthy.

**2**
:   Wrong usage or configuration.

**3**
:   Held by a guard, and nothing was changed.

# ENVIRONMENT

**NIGHTJAR_CONFIG**
:   The settings file. Default: */etc/nightjar/nightjar.yaml*.

**NIGHTJAR_DATABASE_URL**
:   A libpq connection string or URI. It replaces `database:` of the settings.

**NIGHTJAR_STATE_DIR**
:   The state directory. It replaces `state_dir:` of the settings.

**PGHOST**, **PGUSER**, **PGPASSFILE**, ...
:   libpq's variables complete what the connection string leaves open.

**COLUMNS**, **NO_COLOR**, **TERM**
:   The width of tables, and whether colours are used.

# EXAMPLES

    nightjar status
    nightjar run vendor --source file:///srv/vendor/
    nightjar rejects 7 --csv > rejects.csv
    nightjar approve 8

# SEE ALSO

nightjard(8), nightjar.yaml(5), nightjar-dataset.yaml(5), */usr/share/doc/nightjar/operations.md*
)";

/// The names of the options that may follow a command, between blanks.
std::string option_names(const CommandDescription& command) {
  std::vector<std::string> names;
  for (const Option& option : command.options) {
    if (!option.is_argument) names.push_back(option.name);
  }
  return fmt::format("{}", fmt::join(names, " "));
}

std::string command_names(const CommandDescription& command) {
  std::vector<std::string> names;
  for (const CommandDescription& below : command.commands) names.push_back(below.name);
  return fmt::format("{}", fmt::join(names, " "));
}

/// Within single quotes of a shell.
std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) result += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return result;
}

/// zsh takes [ ] : for its own.
std::string for_zsh(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '[' || c == ']' || c == ':' || c == '\\') result += '\\';
    result += c;
  }
  return escaped(result);
}

std::string zsh_options(const CommandDescription& command) {
  std::string text;
  for (const Option& option : command.options) {
    if (option.is_argument) continue;
    const std::string value = option.value.empty() ? "" : ":" + option.value + ":";
    text += fmt::format(" \\\n        '{}[{}]{}'", option.name, for_zsh(option.meaning), value);
  }
  return text;
}

std::string zsh_case(const Named& named) {
  std::string text =
      fmt::format("    '{}')\n      _arguments{}", named.path, zsh_options(*named.command));
  if (!named.command->commands.empty()) {
    text += fmt::format(" \\\n        '1:command:({})'", command_names(*named.command));
  }
  return text + "\n      ;;\n";
}

}  // namespace

std::string command_manual() {
  const CommandDescription nightjar = daemon::describe_commands();
  std::string page(manual_head);
  page += "# OPTIONS\n\nEvery command takes these:\n\n";
  for (const Option& option : nightjar.options) {
    page += definition(in_markdown(option), option.meaning);
  }
  page += "# COMMANDS\n\n";
  for (const Named& named : all_commands(nightjar)) page += section(named, nightjar);
  return page + std::string(manual_tail);
}

/// The commands below another, such as `list` of `archive`.
std::vector<std::string> subcommand_names(const CommandDescription& nightjar) {
  std::vector<std::string> names;
  for (const CommandDescription& command : nightjar.commands) {
    if (!command.commands.empty()) names.push_back(command_names(command));
  }
  return names;
}

std::string bash_completion() {
  const CommandDescription nightjar = daemon::describe_commands();
  std::string cases;
  for (const Named& named : all_commands(nightjar)) {
    cases += fmt::format("    \"{}\") words=\"{}\" ;;\n", named.path,
                         named.command->commands.empty()
                             ? option_names(*named.command)
                             : command_names(*named.command) + " " + option_names(*named.command));
  }
  return fmt::format(R"(# {}

_nightjar() {{
  local current=${{COMP_WORDS[COMP_CWORD]}} command="" word words
  for word in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
    case $word in -*) ;; *) case " {} {} " in *" $word "*) command="${{command:+$command }}$word" ;; esac ;; esac
  done
  case $command in
    "") words="{} {}" ;;
{}    *) words="" ;;
  esac
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
}}

complete -o default -F _nightjar nightjar
)",
                     written, command_names(nightjar), fmt::join(subcommand_names(nightjar), " "),
                     command_names(nightjar), option_names(nightjar), cases);
}

std::string zsh_completion() {
  const CommandDescription nightjar = daemon::describe_commands();
  std::string list;
  std::string cases;
  for (const CommandDescription& command : nightjar.commands) {
    list += fmt::format("    '{}:{}'\n", command.name, for_zsh(command.meaning));
  }
  for (const Named& named : all_commands(nightjar)) cases += zsh_case(named);
  return fmt::format(R"(#compdef nightjar
# {}

_nightjar() {{
  local -a commands
  commands=(
{}  )
  local command="${{words[2]}}"
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  if [[ $command == archive && CURRENT -gt 3 ]]; then
    command="archive ${{words[3]}}"
    shift words; (( CURRENT-- ))
  fi
  shift words; (( CURRENT-- ))
  case $command in
{}  esac
}}

_nightjar "$@"
)",
                     written, list, cases);
}

std::string fish_completion() {
  const CommandDescription nightjar = daemon::describe_commands();
  std::string text = fmt::format("# {}\n\ncomplete -c nightjar -f\n", written);
  for (const Named& named : all_commands(nightjar)) {
    const auto blank = named.path.rfind(' ');
    const std::string parent = blank == named.path.npos ? "" : named.path.substr(0, blank);
    const std::string condition =
        parent.empty() ? "__fish_use_subcommand" : "__fish_seen_subcommand_from " + parent;
    text += fmt::format("complete -c nightjar -n '{}' -a {} -d '{}'\n", condition,
                        named.command->name, escaped(named.command->meaning));
    for (const Option& option : named.command->options) {
      if (option.is_argument) continue;
      text +=
          fmt::format("complete -c nightjar -n '__fish_seen_subcommand_from {}' -l {}{} -d '{}'\n",
                      named.command->name, option.name.substr(2), option.value.empty() ? "" : " -r",
                      escaped(option.meaning));
    }
  }
  return text;
}

}  // namespace nightjar::support
