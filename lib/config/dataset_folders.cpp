#include "config/dataset_folders.hpp"

#include <algorithm>
#include <system_error>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/folder.hpp"
#include "base/format.hpp"
#include "base/wildcard.hpp"
#include "config/dataset_reader.hpp"
#include "config/identifier.hpp"
#include "config/keys.hpp"
#include "config/path_reader.hpp"
#include "hashing/digest.hpp"
#include "yaml/mapping.hpp"

namespace nightjar::config {
namespace {

namespace fs = std::filesystem;

bool is_folder(const fs::path& path) {
  std::error_code ignored;
  return fs::is_directory(path, ignored);
}

/// The dataset files among these, by name. A .yml would be passed over in silence, so it is
/// refused.
std::vector<fs::path> dataset_files(const std::vector<fs::path>& entries) {
  std::vector<fs::path> files;
  for (const fs::path& path : entries) {
    if (is_hidden(path.filename().string())) continue;
    if (path.extension() == ".yml") {
      throw Misconfigured(
          fmt::format("{}: datasets are read from files named *.yaml", path.string()), "rename it");
    }
    if (path.extension() == ".yaml" && !is_folder(path)) files.push_back(path);
  }
  return files;
}

class Reader {
 public:
  DatasetFolders read(const yaml::Value& value) {
    for (const yaml::Value& item : value.items()) read_named(item);
    return std::move(found_);
  }

 private:
  void read_named(const yaml::Value& item) {
    const fs::path folder = read_path(item);
    if (std::find(found_.folders.begin(), found_.folders.end(), folder) != found_.folders.end()) {
      item.fail(fmt::format("{}: the folder {} is named twice", item.label(), folder.string()),
                "name it once");
    }
    found_.folders.push_back(folder);
    if (is_folder(folder / "migrations")) return add_module(item, folder);
    const std::vector<fs::path> entries = entries_in(item, folder);
    for (const fs::path& entry : entries) {
      if (is_hidden(entry.filename().string()) || !is_folder(entry)) continue;
      if (is_module(item, entry)) add_module(item, entry);
    }
    for (const fs::path& file : dataset_files(entries)) add_dataset(file, {});
  }

  static std::vector<fs::path> entries_in(const yaml::Value& item, const fs::path& folder) {
    std::error_code error;
    std::vector<fs::path> entries = entries_of(folder, error);
    if (error) {
      item.fail(fmt::format("{}: cannot read the folder {}: {}", item.label(), folder.string(),
                            error.message()),
                "name a folder that holds modules, or a YAML file for each dataset");
    }
    return entries;
  }

  static bool is_module(const yaml::Value& item, const fs::path& folder) {
    return is_folder(folder / "migrations") || !dataset_files(entries_in(item, folder)).empty();
  }

  void add_module(const yaml::Value& item, const fs::path& folder) {
    feed::Module module{folder.filename().string(), folder};
    require_identifier(module.name, fmt::format("{}: the module name", folder.string()), item);
    require_free_schema(module.name, fmt::format("{}: the module name", folder.string()), item);
    for (const feed::Module& other : found_.modules) {
      if (other.name != module.name) continue;
      item.fail(fmt::format("there are two modules \"{}\": {} and {}", module.name,
                            other.folder.string(), folder.string()),
                "rename one of the folders, or name only one of them under `datasets:`");
    }
    for (const fs::path& file : dataset_files(entries_in(item, folder))) {
      add_dataset(file, module.name);
    }
    found_.modules.push_back(std::move(module));
  }

  void add_dataset(const fs::path& file, const std::string& module) {
    const yaml::Value document = yaml::Value::of_file(file);
    feed::Dataset dataset = read_dataset(document);
    dataset.file = file;
    dataset.digest = sha256_hex(read_text(file));
    dataset.module = module;
    for (const feed::Dataset& other : found_.datasets) {
      if (other.name != dataset.name) continue;
      yaml::Mapping(document, "the dataset", dataset_keys())
          .require("dataset")
          .fail(fmt::format("dataset \"{}\" is described by {} already", dataset.name,
                            other.file.string()),
                "give one of them another name, or remove one file");
    }
    found_.datasets.push_back(std::move(dataset));
  }

  DatasetFolders found_;
};

}  // namespace

DatasetFolders read_dataset_folders(const yaml::Value& value) { return Reader().read(value); }

}  // namespace nightjar::config
