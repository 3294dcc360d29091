#include "command_tree.hpp"

#include <utility>

#include <CLI/CLI.hpp>

#include "base/format.hpp"
#include "program.hpp"

namespace nightjar::daemon {
namespace {

using Command = decltype(CommandLine::command);

/// Whether a command only answers, or changes something. A change is done even if its answer is
/// lost, and its exit code says so.
enum class Kind { asks, acts };

constexpr const char* purpose =
    "Loads a vendor's nightly full dumps into PostgreSQL and keeps their history.";

constexpr const char* closing_words =
    "Exit codes: 0 done, 1 failed and nothing changed, 2 wrong usage or configuration,\n"
    "3 held by a guard and nothing changed.\n"
    "Environment: NIGHTJAR_CONFIG, NIGHTJAR_DATABASE_URL, NIGHTJAR_STATE_DIR, libpq's PG*.\n"
    "nightjar COMMAND --help shows the options of a command.";

/// A whole number from 1. The library's own check would print the limits of a floating point
/// number.
CLI::Validator whole_number(const std::string& noun) {
  return {[noun](const std::string& text) {
            const bool is_number = text.find_first_not_of("0123456789") == text.npos;
            const bool is_short = text.size() <= 9;
            if (is_number && is_short && text.find_first_not_of('0') != text.npos)
              return std::string();
            return fmt::format("\"{}\" is not {}: write a whole number from 1", text, noun);
          },
          "N"};
}

/// For the shell: a name without anything that the shell knows.
const CLI::Validator is_name{
    [](const std::string& text) {
      const bool is_plain =
          !text.empty() && text.front() != '-' &&
          text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_-") == text.npos;
      return is_plain ? std::string() : fmt::format("\"{}\" is not a name", text);
    },
    "NAME"};

const CLI::Validator is_run = whole_number("the number of a night");
const CLI::Validator is_count = whole_number("a count");

/// Options of every command. --json is looked for before parsing.
void add_manners(CLI::App& app, CommandLine& line) {
  app.add_flag("--json")->description("answer in JSON");
  app.add_option("--color", line.color, "auto, always or never (default: auto)")
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->type_name("WHEN");
  add_version(app);
}

CLI::App* add_command(CLI::App& app, CommandLine& line, const std::string& name,
                      const std::string& description, Command command, Kind kind = Kind::asks) {
  CLI::App* added = app.add_subcommand(name, description);
  add_manners(*added, line);
  added->callback([&line, kind, command = std::move(command)] {
    line.command = command;
    line.acts = kind == Kind::acts;
  });
  return added;
}

void add_future_flag(CLI::App& command, CommandLine& line) {
  command.add_flag("--future", line.future,
                   "allow a night that is valid from more than a day ahead; every later night must "
                   "then be valid from a later instant");
}

void describe_nights(CLI::App& app, CommandLine& line) {
  CLI::App* run = add_command(
      app, line, "run", "Run one night of a dataset now: pick up, compare, judge, load",
      [&line](const auto& settings, Console& console) {
        RunOptions options = line.run;
        if (line.from_run != 0) options.from_run = line.from_run;
        options.future = line.future;
        return daemon::run(settings, options, console);
      },
      Kind::acts);
  run->add_option("dataset", line.run.dataset, "the dataset's name in its YAML file")->required();
  run->add_option("--source", line.run.source, "take the files from this URL instead");
  run->add_option("--from-run", line.from_run,
                  "take the files of this night from the archive instead")
      ->check(is_run);
  run->add_flag("--again", line.run.again,
                "read the files even if the last night refused the same files");
  run->add_option("--as-of", line.run.as_of,
                  "the instant from which the dump's facts are valid (RFC 3339; default: now)");
  add_future_flag(*run, line);

  CLI::App* approve = add_command(
      app, line, "approve", "Load a night that a guard held, from the files that were kept",
      [&line](const auto& settings, Console& console) {
        return daemon::approve(settings, {line.run_id, line.yes, line.future}, console);
      },
      Kind::acts);
  approve->add_option("run", line.run_id, "the number of the held night, from `nightjar runs`")
      ->required()
      ->check(is_run);
  approve->add_flag("--yes", line.yes, "do not ask for confirmation; for scripts");
  add_future_flag(*approve, line);
}

void describe_runs(CLI::App& app, CommandLine& line) {
  CLI::App* runs = add_command(app, line, "runs", "List the nights, newest first",
                               [&line](const auto& settings, Console& console) {
                                 return daemon::runs(settings, line.runs, console);
                               });
  auto& filter = line.runs.filter;
  runs->add_option("--dataset", filter.dataset, "only this dataset");
  runs->add_option("--feed", filter.feed, "show only the counts of this feed (DATASET.FEED)");
  runs->add_option("--outcome", filter.outcome,
                   "only nights with this outcome: loaded, unchanged, held, failed or running");
  runs->add_option("--limit", line.runs.limit,
                   fmt::format("how many (default: {})", line.runs.limit))
      ->check(is_count);
}

void describe_rejects(CLI::App& app, CommandLine& line) {
  CLI::App* rejects = add_command(
      app, line, "rejects", "List the records that a night rejected, with reason and position",
      [&line](const auto& settings, Console& console) {
        return daemon::rejects(settings, line.rejects, console);
      });
  auto& filter = line.rejects.filter;
  rejects
      ->add_option(
          "run", filter.run_id,
          "the number of the night, from `nightjar runs`; all nights with --dataset or --feed")
      ->check(is_run);
  rejects->add_option("--dataset", filter.dataset, "only this dataset");
  rejects->add_option("--feed", filter.feed, "only this feed (DATASET.FEED)");
  rejects->add_option("--reason", filter.reason,
                      "only rejects with this reason, such as wrong_type");
  rejects->add_option("--limit", line.rejects.limit, "how many (default: 100, in CSV all)")
      ->check(is_count);
  rejects->add_flag("--csv", line.rejects.csv, "answer in CSV, with complete records");
}

void describe_questions(CLI::App& app, CommandLine& line) {
  CLI::App* status =
      add_command(app, line, "status",
                  "Show whether every dataset is fresh and healthy (then the exit code is 0)",
                  [&line](const auto& settings, Console& console) {
                    return daemon::status(settings, line.dataset, console);
                  });
  status->add_option("dataset", line.dataset, "only this dataset, with its last nights and files");
  describe_runs(app, line);
  CLI::App* show = add_command(
      app, line, "show",
      "Show one night: files, guards, counts, rejects; for a held night, what it would change",
      [&line](const auto& settings, Console& console) {
        return daemon::show(settings, line.run_id, console);
      });
  show->add_option("run", line.run_id, "the number of the night, from `nightjar runs`")
      ->required()
      ->check(is_run);
  add_command(app, line, "next", "Show when each dataset is due, and why", next);
  describe_rejects(app, line);
}

void describe_archive(CLI::App& app, CommandLine& line) {
  CLI::App* archive =
      app.add_subcommand("archive", "Inspect the archive of all files that were picked up");
  add_manners(*archive, line);
  archive->require_subcommand(0, 1);
  archive->callback([archive] {
    if (archive->get_subcommands().empty()) throw CLI::CallForHelp();
  });
  add_command(*archive, line, "list", "List the nights whose files are kept, and the files",
              archive_list);
  add_command(*archive, line, "verify",
              "Check every kept file against its SHA-256, and the nights against the ledger",
              archive_verify);
  add_command(*archive, line, "adopt",
              "Enter the nights that a restored database lacks into its ledger, so that they can "
              "be replayed",
              archive_adopt, Kind::acts);
}

void describe_setup(CLI::App& app, CommandLine& line) {
  CLI::App* setup = add_command(
      app, line, "setup",
      "Prepare PostgreSQL on this machine for Nightjar, as root; safe to repeat",
      [&line](const auto& settings, Console& console) {
        return daemon::setup(settings, line.setup, console);
      },
      Kind::acts);
  setup
      ->add_option("--module", line.setup.modules,
                   "copy this module of the package to the settings' folder; may be repeated")
      ->check(is_name);
  setup
      ->add_option("--admin", line.setup.admin,
                   "the user of PostgreSQL's administrator (default: postgres)")
      ->check(is_name);
  setup->add_flag("--print", line.setup.print, "print the steps as a script, and do nothing");
}

void describe_check(CLI::App& app, CommandLine& line) {
  CLI::App* check = add_command(
      app, line, "check",
      "Check configuration, database and sources, or one file, without changing anything",
      [&line](const auto& settings, Console& console) {
        const bool is_of_file = !line.check.file.empty() || !line.check.feed.empty();
        return is_of_file ? check_file(settings, line.check, console)
                          : daemon::check(settings, console);
      });
  check->add_option("--file", line.check.file,
                    "read this file as one of the feed's, and nothing else; needs no database");
  check->add_option("feed", line.check.feed, "with --file: the feed, as DATASET.FEED");
}

void describe_upkeep(CLI::App& app, CommandLine& line) {
  describe_setup(app, line);
  CLI::App* migrate = add_command(
      app, line, "migrate", "Upgrade the database to the newest schema; safe to repeat",
      [&line](const auto& settings, Console& console) {
        return daemon::migrate(settings, line.module, console);
      },
      Kind::acts);
  migrate->add_option("--module", line.module,
                      "only the engine's schema and this module's, a folder that `datasets:` of "
                      "the settings leads to");
  describe_check(app, line);
  CLI::App* scaffold = add_command(
      app, line, "scaffold",
      "Write a new module, or the migrations that a module's feeds lack; overwrites nothing",
      [&line](const auto& settings, Console& console) {
        return line.from_file.empty() ? daemon::scaffold(settings, line.feed, console)
                                      : propose(settings, line.feed, line.from_file, console);
      },
      Kind::acts);
  scaffold->add_option("--from", line.from_file,
                       "look at this file, and print a proposal for the YAML of the feed "
                       "(DATASET.FEED) and its migration; needs no database");
  scaffold->add_option("name", line.feed, "a module or dataset, or one feed as DATASET.FEED")
      ->required();
}

CommandDescription::Option description_of(const CLI::Option& option) {
  const auto& names = option.get_lnames();
  const std::string value = option.get_type_name();
  return {names.empty() ? option.get_name(true) : "--" + names.front(),
          option.get_items_expected_max() == 0 ? "" : value.substr(0, value.find(':')),
          option.get_description(), names.empty(), option.get_required()};
}

CommandDescription description_of(const CLI::App& app) {
  CommandDescription description{app.get_name(), app.get_description(), {}, {}};
  for (const CLI::Option* option : app.get_options()) {
    description.options.push_back(description_of(*option));
  }
  for (const CLI::App* command : app.get_subcommands({})) {
    description.commands.push_back(description_of(*command));
  }
  return description;
}

}  // namespace

void add_commands(CLI::App& app, CommandLine& line) {
  app.description(purpose);
  app.add_option("--config", line.config, "the configuration file");
  add_manners(app, line);
  app.require_subcommand(1);
  app.fallthrough();
  app.footer(closing_words);
  describe_nights(app, line);
  describe_questions(app, line);
  describe_archive(app, line);
  describe_upkeep(app, line);
}

CommandDescription describe_commands() {
  CLI::App app("", "nightjar");
  CommandLine line;
  add_commands(app, line);
  return description_of(app);
}

}  // namespace nightjar::daemon
