#pragma once

#include <filesystem>
#include <vector>

#include "feed/dataset.hpp"
#include "feed/module.hpp"
#include "yaml/value.hpp"

namespace nightjar::config {

/// What `datasets:` of the settings leads to.
struct DatasetFolders {
  std::vector<std::filesystem::path> folders;  ///< as named, absolute
  std::vector<feed::Module> modules;           ///< in the order of the folders, then by name
  std::vector<feed::Dataset> datasets;         ///< likewise, by the names of their files
};

/// Reads the folders that the value names: one, or a list. In each of them, every *.yaml is a
/// dataset, and every folder that holds *.yaml or a folder migrations/ is a module. A named folder
/// that holds migrations/ itself is one module. Throws Misconfigured, with file and line, for two
/// modules or two datasets of one name, and for names that are not allowed.
DatasetFolders read_dataset_folders(const yaml::Value& value);

}  // namespace nightjar::config
