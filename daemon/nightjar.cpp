#include <algorithm>
#include <cstdio>
#include <exception>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "base/error.hpp"
#include "base/format.hpp"
#include "commands.hpp"
#include "config/settings.hpp"
#include "config/settings_file.hpp"
#include "postgres/connection.hpp"
#include "yaml/spelling.hpp"

namespace {

using nightjar::daemon::ExitCode;
using nightjar::daemon::Output;
using nightjar::daemon::RunOptions;

/// What the words of the command line come to.
struct CommandLine {
  std::string config;
  bool json = false;
  RunOptions run;
  std::int64_t run_id = 0;
  std::int64_t from_run = 0;
  int limit = 0;
  std::string feed;
  /// The command that was named; set by its parser.
  std::function<ExitCode(const nightjar::config::Settings&)> command;

  [[nodiscard]] Output output() const { return json ? Output::json : Output::text; }
};

constexpr int shown_runs = 20;
constexpr int shown_rejects = 100;

constexpr const char* closing_words =
    "Exit codes: 0 done, 1 failed and nothing changed, 2 wrong usage or configuration,\n"
    "3 held by a guard and nothing changed.\n"
    "Environment: NIGHTJAR_CONFIG, NIGHTJAR_DATABASE_URL, NIGHTJAR_STATE_DIR, libpq's PG*.\n"
    "nightjar COMMAND --help tells a command's options.";

/// A whole number from 1. The library's own checks tell it by the limits of a floating point
/// number.
CLI::Validator whole_number(const std::string& noun) {
  return {[noun](const std::string& text) {
            const bool is_number = text.find_first_not_of("0123456789") == text.npos;
            const bool is_short = text.size() <= 9;
            if (is_number && is_short && text.find_first_not_of('0') != text.npos)
              return std::string();
            return nightjar::format("\"{}\" is not {}: write a whole number from 1", text, noun);
          },
          "N"};
}

const CLI::Validator is_run = whole_number("the number of a night");
const CLI::Validator is_count = whole_number("a count");

CLI::App* add_command(CLI::App& app, CommandLine& line, const std::string& name,
                      const std::string& description,
                      std::function<ExitCode(const nightjar::config::Settings&)> command) {
  CLI::App* added = app.add_subcommand(name, description);
  added->add_flag("--json", line.json, "answer in JSON");
  added->callback([&line, command = std::move(command)] { line.command = command; });
  return added;
}

void describe_nights(CLI::App& app, CommandLine& line) {
  namespace daemon = nightjar::daemon;
  CLI::App* run = add_command(app, line, "run",
                              "Run one night of a dataset, now: pick up, compare, judge, load",
                              [&line](const auto& settings) {
                                RunOptions options = line.run;
                                if (line.from_run != 0) options.from_run = line.from_run;
                                return daemon::run(settings, options, line.output());
                              });
  run->add_option("dataset", line.run.dataset, "the dataset, as its YAML file calls it")
      ->required();
  run->add_option("--source", line.run.source, "take the files from this URL instead");
  run->add_option("--from-run", line.from_run,
                  "take the files that the archive keeps of this night instead")
      ->check(is_run);
  run->add_option("--as-of", line.run.as_of,
                  "from when the dump's facts are valid (RFC 3339; default: now)");

  CLI::App* approve = add_command(app, line, "approve",
                                  "Load a night that a guard held, from the dump that was kept",
                                  [&line](const auto& settings) {
                                    return daemon::approve(settings, line.run_id, line.output());
                                  });
  approve->add_option("run", line.run_id, "the held night, as `nightjar runs` lists it")
      ->required()
      ->check(is_run);
}

void describe_questions(CLI::App& app, CommandLine& line) {
  namespace daemon = nightjar::daemon;
  add_command(app, line, "status", "Tell whether every dataset is fresh and healthy (exit code 0)",
              [&line](const auto& settings) { return daemon::status(settings, line.output()); });

  CLI::App* runs = add_command(
      app, line, "runs", "List the nights, the newest first", [&line](const auto& settings) {
        return daemon::runs(settings, line.limit == 0 ? shown_runs : line.limit, line.output());
      });
  runs->add_option("--limit", line.limit, nightjar::format("how many (default: {})", shown_runs))
      ->check(is_count);

  add_command(app, line, "next", "Tell when each dataset is due, and why then",
              [&line](const auto& settings) { return daemon::next(settings, line.output()); });

  CLI::App* rejects = add_command(
      app, line, "rejects", "List the records that a night refused: why, and where they stand",
      [&line](const auto& settings) {
        return daemon::rejects(settings, line.run_id, line.limit == 0 ? shown_rejects : line.limit,
                               line.output());
      });
  rejects->add_option("run", line.run_id, "the night, as `nightjar runs` lists it")
      ->required()
      ->check(is_run);
  rejects
      ->add_option("--limit", line.limit, nightjar::format("how many (default: {})", shown_rejects))
      ->check(is_count);
}

void describe_archive(CLI::App& app, CommandLine& line) {
  namespace daemon = nightjar::daemon;
  CLI::App* archive =
      app.add_subcommand("archive", "Look into the archive of all files that were picked up");
  archive->require_subcommand(1);
  add_command(
      *archive, line, "list", "List the nights whose files are kept, and the files",
      [&line](const auto& settings) { return daemon::archive_list(settings, line.output()); });
  add_command(
      *archive, line, "verify", "Unpack every file that is kept and hold it against its SHA-256",
      [&line](const auto& settings) { return daemon::archive_verify(settings, line.output()); });
}

void describe_upkeep(CLI::App& app, CommandLine& line) {
  namespace daemon = nightjar::daemon;
  add_command(app, line, "migrate", "Bring the database to the newest schema; safe to repeat",
              [&line](const auto& settings) { return daemon::migrate(settings, line.output()); });
  add_command(app, line, "check",
              "Look at configuration, database and sources, without changing anything",
              [&line](const auto& settings) { return daemon::check(settings, line.output()); });
  CLI::App* scaffold =
      add_command(app, line, "scaffold", "Print the migration that a new feed needs",
                  [&line](const auto& settings) { return daemon::scaffold(settings, line.feed); });
  scaffold->add_option("feed", line.feed, "the feed, as DATASET.FEED")->required();
}

void print_error(const nightjar::Error& error) {
  std::fputs(nightjar::format("nightjar: {}\n", error.what()).c_str(), stderr);
  if (!error.remedy().empty()) {
    std::fputs(nightjar::format("  what to do: {}\n", error.remedy()).c_str(), stderr);
  }
}

ExitCode run_command(const CommandLine& line) {
  nightjar::config::Settings settings;
  try {
    settings = nightjar::config::load(
        nightjar::config::find_settings_file(line.config, nightjar::config::running_program()));
    nightjar::postgres::require_understandable(settings.database_url);
  } catch (const nightjar::Error& error) {
    print_error(error);
    return ExitCode::usage;
  }
  try {
    return line.command(settings);
  } catch (const nightjar::UsageError& error) {
    print_error(error);
    return ExitCode::usage;
  } catch (const nightjar::Error& error) {
    print_error(error);
    return ExitCode::failed;
  } catch (const std::exception& error) {
    print_error(
        nightjar::Error(error.what(), "this is a fault of the program: report it as it stands"));
    return ExitCode::failed;
  }
}

/// The word that stands where a command should and is none.
std::optional<std::string> unknown_command(const std::vector<std::string>& commands, int argc,
                                           char** argv) {
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "--config") {
      ++i;
    } else if (!word.starts_with("-")) {
      const bool is_known = std::find(commands.begin(), commands.end(), word) != commands.end();
      return is_known ? std::nullopt : std::optional(word);
    }
  }
  return std::nullopt;
}

void explain(const CLI::App& app, const CLI::ParseError& error, int argc, char** argv) {
  std::vector<std::string> commands;
  for (const CLI::App* command : app.get_subcommands({})) commands.push_back(command->get_name());
  std::string fault = error.what();
  if (const auto word = unknown_command(commands, argc, argv)) {
    fault = nightjar::format("there is no command \"{}\"{}", *word,
                             nightjar::yaml::suggestion(*word, commands));
  }
  print_error(nightjar::UsageError(
      fault, "nightjar --help lists the commands, nightjar COMMAND --help its options"));
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Loads a vendor's nightly full dumps into PostgreSQL and keeps their history.",
               "nightjar");
  CommandLine line;
  app.add_option("--config", line.config, "the configuration file");
  app.require_subcommand(1);
  app.fallthrough();
  app.footer(closing_words);
  describe_nights(app, line);
  describe_questions(app, line);
  describe_archive(app, line);
  describe_upkeep(app, line);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);  // --help
    explain(app, error, argc, argv);
    return static_cast<int>(ExitCode::usage);
  }
  return static_cast<int>(run_command(line));
}
