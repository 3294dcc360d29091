#include "config/settings.hpp"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <limits>
#include <optional>
#include <system_error>

#include "base/error.hpp"
#include "base/folder.hpp"
#include "base/format.hpp"
#include "base/spelling.hpp"
#include "config/dataset_folders.hpp"
#include "config/keys.hpp"
#include "config/path_reader.hpp"
#include "yaml/mapping.hpp"

namespace nightjar::config {
namespace {

namespace fs = std::filesystem;

/// Where packages install the migrations.
constexpr const char* installed_migrations = "/usr/share/nightjar/migrations";

/// A variable that is set to nothing counts as not set.
std::optional<std::string> from_environment(const char* name) {
  const char* value = std::getenv(name);
  if (value == nullptr || *value == '\0') return std::nullopt;
  return value;
}

std::chrono::days read_age(const yaml::Value& value) {
  constexpr std::chrono::days longest(36'500);
  return std::chrono::floor<std::chrono::days>(value.duration(std::chrono::days(1), longest));
}

feed::Retention read_retention(const yaml::Value& value) {
  yaml::Mapping mapping(value, "retention", retention_keys());
  feed::Retention retention;
  if (const auto age = mapping.find("max_age")) retention.max_age = read_age(*age);
  if (const auto age = mapping.find("rejects")) retention.rejects = read_age(*age);
  if (const auto size = mapping.find("max_bytes")) {
    retention.max_bytes = size->bytes(0, std::numeric_limits<std::size_t>::max());
  }
  mapping.finish();
  return retention;
}

/// Beside the folder of the settings, as in a source tree; else where packages put them.
fs::path default_migrations(const fs::path& file) {
  const fs::path beside = absolute_path(file).parent_path() / "../migrations";
  std::error_code ignored;
  return fs::is_directory(beside, ignored) ? beside.lexically_normal()
                                           : fs::path(installed_migrations);
}

}  // namespace

Settings load(const fs::path& file) {
  yaml::Mapping mapping(yaml::Value::of_file(file), "the settings", settings_keys());
  Settings settings;
  settings.file = absolute_path(file);
  settings.database_url = mapping.require("database").text();
  settings.state_dir = read_path(mapping.require("state_dir"));
  const auto migrations = mapping.find("migrations");
  settings.migrations_dir = migrations ? read_path(*migrations) : default_migrations(file);
  if (const auto keep = mapping.find("retention")) settings.retention = read_retention(*keep);
  const yaml::Value datasets = mapping.require("datasets");
  mapping.finish();
  DatasetFolders found = read_dataset_folders(datasets);
  settings.dataset_folders = std::move(found.folders);
  settings.modules = std::move(found.modules);
  settings.datasets = std::move(found.datasets);
  if (auto url = from_environment("NIGHTJAR_DATABASE_URL")) settings.database_url = *url;
  if (auto folder = from_environment("NIGHTJAR_STATE_DIR")) {
    settings.state_dir = absolute_path(*folder);
  }
  return settings;
}

const fs::path& folder_for_modules(const Settings& settings) {
  for (const fs::path& folder : settings.dataset_folders) {
    const bool is_module =
        std::any_of(settings.modules.begin(), settings.modules.end(),
                    [&](const feed::Module& module) { return module.folder == folder; });
    if (!is_module) return folder;
  }
  throw UsageError(
      fmt::format("`datasets:` of {} names single modules only", settings.file.string()),
      "add a folder to it for new modules");
}

const feed::Dataset& find_dataset(const Settings& settings, const std::string& name) {
  std::vector<std::string> names;
  for (const feed::Dataset& dataset : settings.datasets) {
    if (dataset.name == name) return dataset;
    names.push_back(dataset.name);
  }
  throw UsageError(fmt::format("no dataset \"{}\" is configured in {}{}", name,
                               settings.file.string(), suggestion(name, names)),
                   names.empty() ? fmt::format("`nightjar scaffold {}` begins its module", name)
                                 : fmt::format("configured: {}", enumeration(names)));
}

FoundFeed find_feed(const Settings& settings, const std::string& name) {
  std::vector<std::string> names;
  for (const feed::Dataset& dataset : settings.datasets) {
    for (const feed::Definition& feed : dataset.feeds) {
      if (feed.name() == name) return {dataset, feed};
      names.push_back(feed.name());
    }
  }
  throw UsageError(
      fmt::format("no dataset has a feed \"{}\"{}", name, suggestion(name, names)),
      names.empty()
          ? fmt::format("`nightjar scaffold {}` begins a module", name.substr(0, name.find('.')))
          : fmt::format("describe it first in the dataset's YAML file; known feeds: {}",
                        enumeration(names)));
}

}  // namespace nightjar::config
