#include <algorithm>
#include <charconv>
#include <filesystem>
#include <string>
#include <system_error>
#include <vector>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/folder.hpp"
#include "base/format.hpp"
#include "commands.hpp"
#include "config/dataset_skeleton.hpp"
#include "config/identifier.hpp"
#include "feed/module.hpp"
#include "json/document.hpp"
#include "schema/migration.hpp"
#include "schema/module_schemas.hpp"
#include "schema/scaffold.hpp"

namespace nightjar::daemon {
namespace {

namespace fs = std::filesystem;

/// What was written, and what to do next.
struct Written {
  std::vector<std::string> files{};
  std::string next{};
};

constexpr const char* then_migrate =
    "fill in the comments of each, have them reviewed, then run `nightjar migrate`";

void say(const Written& written, Console& console) {
  if (console.output() == console::Output::json) {
    return console.answer(
        json::dump(json::Document{{"written", written.files}, {"next", written.next}}));
  }
  console::Text text;
  for (const std::string& file : written.files) text += fmt::format("wrote {}\n", file);
  console.say(text + fmt::format("  what to do next: {}\n", written.next));
}

void make_folder(const fs::path& folder) {
  std::error_code failure;
  fs::create_directories(folder, failure);
  if (!failure) return;
  throw Misconfigured(fmt::format("{}: cannot create it: {}", folder.string(), failure.message()),
                      "run it as a user who may write there, or name a folder of yours under "
                      "`datasets:` of the settings");
}

Written write_module(const config::Settings& settings, const std::string& name) {
  if (!config::is_identifier(name) || feed::is_engine_schema(name)) {
    throw UsageError(fmt::format("a module cannot be called \"{}\"", name),
                     "use a to z, 0 to 9 and _, beginning with a letter, and no name of "
                     "PostgreSQL's or Nightjar's own");
  }
  const fs::path module = config::folder_for_modules(settings) / name;
  const fs::path yaml = module / (name + ".yaml");
  make_folder(module / "migrations" / "versioned");
  make_folder(module / "migrations" / "repeatable");
  create_text(yaml, config::dataset_skeleton(name));
  return {{yaml.string(), (module / "migrations").string()},
          fmt::format("describe the files in {}, then run `nightjar scaffold {}`, which writes the "
                      "migrations of their tables",
                      yaml.string(), name)};
}

/// The next free number of a versioned migration.
int next_number(const schema::Migrations& migrations) {
  if (migrations.versioned.empty()) return 1;
  const std::string& last = migrations.versioned.back().name;
  int number = 0;
  std::from_chars(last.data(), last.data() + last.find('_'), number);
  return number + 1;
}

/// `present`: those of the dataset's module.
std::string write_migration(const schema::Migrations& present, const feed::Dataset& dataset,
                            const feed::Definition& feed) {
  const std::string sql = schema::scaffold(dataset, feed);
  const std::string name =
      feed.schema == present.module ? feed.table : feed.schema + "_" + feed.table;
  const fs::path folder = present.folder / "versioned";
  const fs::path file = folder / fmt::format("{:04}_{}.sql", next_number(present), name);
  make_folder(folder);
  create_text(file, sql);
  return file.string();
}

/// The migrations of the dataset's module.
schema::Migrations migrations_of(const config::Settings& settings, const feed::Dataset& dataset) {
  return schema::read_migrations(
      *std::find_if(settings.modules.begin(), settings.modules.end(),
                    [&](const feed::Module& module) { return module.name == dataset.module; }));
}

/// Writes the migrations of all feeds of these datasets whose tables no migration creates.
Written write_missing(const config::Settings& settings,
                      const std::vector<const feed::Dataset*>& datasets) {
  Written written{.next = then_migrate};
  for (const feed::Dataset* dataset : datasets) {
    for (const feed::Definition& feed : dataset->feeds) {
      const schema::Migrations present = migrations_of(settings, *dataset);
      if (schema::creation_of(present, feed)) continue;
      written.files.push_back(write_migration(present, *dataset, feed));
    }
  }
  if (written.files.empty()) {
    written.next =
        "nothing is missing: each feed has its migration; `nightjar migrate` applies them";
  }
  return written;
}

[[noreturn]] void refuse_bare(const feed::Dataset& dataset) {
  const fs::path folder = dataset.file.parent_path() / dataset.name;
  throw UsageError(
      fmt::format("the dataset {} is described by {}, which is in no module", dataset.name,
                  dataset.file.string()),
      fmt::format("make a module of it: mkdir {} && mv {} {}/; or print the migration of "
                  "one feed: nightjar scaffold {}",
                  folder.string(), dataset.file.string(), folder.string(),
                  dataset.feeds.front().name()));
}

Written scaffold_module(const config::Settings& settings, const std::string& name) {
  std::vector<const feed::Dataset*> datasets;
  for (const feed::Dataset& dataset : settings.datasets) {
    if (dataset.name == name && dataset.module.empty()) refuse_bare(dataset);
    if (dataset.name == name || dataset.module == name) datasets.push_back(&dataset);
  }
  return datasets.empty() ? write_module(settings, name) : write_missing(settings, datasets);
}

void say_migration(Console& console, const std::string& sql) {
  if (console.output() == console::Output::text) return console.document(sql);
  console.answer(json::dump(json::Document{{"migration", sql}}));
}

void scaffold_feed(const config::Settings& settings, const feed::Dataset& dataset,
                   const feed::Definition& feed, Console& console) {
  if (dataset.module.empty()) return say_migration(console, schema::scaffold(dataset, feed));
  const schema::Migrations present = migrations_of(settings, dataset);
  if (const auto place = schema::creation_of(present, feed)) {
    console.notice(fmt::format(
        "{}: creates the table {} already, so nothing is written; this is the migration that a new "
        "table would get. To change the table, write a new migration, as `nightjar check` advises",
        *place, feed.name()));
    return say_migration(console, schema::scaffold(dataset, feed));
  }
  say({{write_migration(present, dataset, feed)}, then_migrate}, console);
}

}  // namespace

ExitCode scaffold(const config::Settings& settings, const std::string& name, Console& console) {
  if (name.find('.') == name.npos) {
    say(scaffold_module(settings, name), console);
    return ExitCode::done;
  }
  const auto [dataset, feed] = config::find_feed(settings, name);
  scaffold_feed(settings, dataset, feed, console);
  return ExitCode::done;
}

}  // namespace nightjar::daemon
