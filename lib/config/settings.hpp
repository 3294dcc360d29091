#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "feed/dataset.hpp"
#include "feed/module.hpp"
#include "feed/retention.hpp"

namespace nightjar::config {

/// The settings of an installation; read once, then never changed.
struct Settings {
  std::filesystem::path file;            ///< where it was read from
  std::string database_url;              ///< libpq connection string or URI; may contain a password
  std::filesystem::path state_dir;       ///< staged dumps, the archive, fingerprints
  feed::Retention retention;             ///< how long the archive keeps dumps
  std::filesystem::path migrations_dir;  ///< has the folders versioned/ and repeatable/
  std::vector<std::filesystem::path> dataset_folders;  ///< what `datasets:` names
  std::vector<feed::Module> modules;    ///< in the order of these folders, then by name
  std::vector<feed::Dataset> datasets;  ///< likewise, by the names of their files
};

/// Reads the settings and every dataset they name, and lets NIGHTJAR_DATABASE_URL and
/// NIGHTJAR_STATE_DIR override what they say. Relative paths are relative to the file that holds
/// them, those of the environment to the working directory. Touches no database and no source.
/// Throws Misconfigured with file, line and remedy.
Settings load(const std::filesystem::path& file);

/// The folder for new modules: the first that `datasets:` names and that is not itself a module.
/// Throws UsageError if there is none.
const std::filesystem::path& folder_for_modules(const Settings& settings);

/// The dataset of that name. Throws Misconfigured, with the configured names, if there is none.
const feed::Dataset& find_dataset(const Settings& settings, const std::string& name);

/// A feed and its dataset.
struct FoundFeed {
  const feed::Dataset& dataset;
  const feed::Definition& feed;
};

/// The feed of that name, `vendor.books`. Throws UsageError, with the configured names, if there is
/// none.
FoundFeed find_feed(const Settings& settings, const std::string& name);

}  // namespace nightjar::config
