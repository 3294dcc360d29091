#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "base/file.hpp"
#include "base/format.hpp"
#include "config/dataset_reader.hpp"
#include "config/keys.hpp"
#include "config/settings.hpp"
#include "reference/reference.hpp"
#include "support/catch.hpp"
#include "support/places.hpp"
#include "support/process.hpp"
#include "support/temporary_folder.hpp"

using nightjar::config::read_dataset;
using nightjar::support::source_folder;
using nightjar::support::TemporaryFolder;
using nightjar::yaml::Key;
using nightjar::yaml::Keys;
using nightjar::yaml::Value;

namespace {

/// The lines of a map, by key.
using Lines = std::map<std::string, std::string>;

/// `{a: 1, b: 2}`, or a map that is written whole.
std::string map_of(const Lines& lines, const std::string& example = {}) {
  if (example.starts_with('{')) return example;
  std::string text;
  for (const auto& [key, line] : lines) text += (text.empty() ? "{" : ", ") + line;
  return text.empty() ? "{}" : text + "}";
}

/// The least that the map must have: its required keys.
Lines required_of(const Keys& keys) {
  Lines lines;
  for (const Key& key : keys.keys) {
    if (key.use == Key::Use::required) lines[key.name] = key.example;
  }
  if (keys.name == "schedule") lines["every"] = "every: 1h";
  return lines;
}

/// The map with one line more, or in place of the required one.
std::string with(const Keys& keys, const std::string& key, const std::string& line) {
  Lines lines = required_of(keys);
  if (key == "csv") lines["format"] = "format: csv";
  if (line.find("/catalog") != std::string::npos) lines["format"] = "format: xml";
  if (key == "fixed") {
    lines["format"] = "format: fixed";
    lines["columns"] = "columns: {title: {type: text, at: 1-9}}";
  }
  if (key == "parts" || key == "manifest") lines["file"] = "file: books-*.json";
  if (key == "manifest") lines["parts"] = "parts: all";
  lines[key] = line;
  return map_of(lines, line);
}

std::string feed_with_column(const std::string& column) {
  const bool is_csv = column.find("header:") != std::string::npos ||
                      column.find("optional:") != std::string::npos ||
                      column.find("empty:") != std::string::npos;
  const bool is_bare = column.find("position:") != std::string::npos;
  if (column.find("at:") != std::string::npos && column.find("format:") == std::string::npos) {
    return fmt::format(
        "{{file: f, format: fixed, kind: snapshot, key: id, columns: {{id: {{type: text, at: 1}}, "
        "x: {}}}}}",
        column);
  }
  return fmt::format(
      "{{file: f, format: {}, {} kind: snapshot, key: id, columns: {{id: {{type: text{}}}, x: "
      "{}}}}}",
      is_csv || is_bare ? "csv" : "json", is_bare ? "csv: {header: no}," : "",
      is_bare ? ", position: 1" : "", column);
}

/// A whole dataset in which one map is as given.
std::string dataset_with(const Keys& keys, const std::string& map) {
  using namespace nightjar::config;
  const auto in = [](const Keys& outer, const std::string& key, const std::string& value) {
    return dataset_with(outer, with(outer, key, key + ": " + value));
  };
  if (&keys == &dataset_keys()) return map;
  if (&keys == &source_keys()) return in(dataset_keys(), "source", map);
  if (&keys == &schedule_keys()) return in(dataset_keys(), "schedule", map);
  if (&keys == &feed_keys()) return in(dataset_keys(), "feeds", "{t: " + map + "}");
  if (&keys == &column_keys()) {
    return in(dataset_keys(), "feeds", "{t: " + feed_with_column(map) + "}");
  }
  if (&keys == &guards_keys()) return in(feed_keys(), "guards", map);
  if (&keys == &csv_keys() && map.find("header: no") != std::string::npos) {
    return in(dataset_keys(), "feeds",
              "{t: {file: f, format: csv, kind: snapshot, key: id, csv: " + map +
                  ", columns: {id: {type: text, position: 1}}}}");
  }
  if (&keys == &csv_keys()) return in(feed_keys(), "csv", map);
  if (&keys == &fixed_keys()) return in(feed_keys(), "fixed", map);
  if (&keys == &each_keys()) return in(feed_keys(), "each", map);
  if (&keys == &null_if_keys()) return in(feed_keys(), "null_if", map);
  return in(source_keys(), keys.name, map);
}

bool is_of_settings(const Keys& keys) {
  return &keys == &nightjar::config::settings_keys() ||
         &keys == &nightjar::config::retention_keys();
}

void read_settings(const std::string& map) {
  const TemporaryFolder folder;
  std::filesystem::create_directory(folder.path() / "datasets");
  const auto file = folder.path() / "nightjar.yaml";
  std::ofstream(file) << map;
  nightjar::config::load(file);
}

void read_map(const Keys& keys, const std::string& map) {
  using namespace nightjar::config;
  if (&keys == &settings_keys()) {
    read_settings(map);
  } else if (&keys == &retention_keys()) {
    read_settings(with(settings_keys(), "retention", "retention: " + map));
  } else {
    read_dataset(Value::of_text(dataset_with(keys, map), "d.yaml"));
  }
}

std::vector<std::string> bundled(const std::string& folder) {
  std::vector<std::string> files;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(source_folder() / folder)) {
    if (entry.path().extension() == ".yaml") files.push_back(entry.path().string());
  }
  return files;
}

void check_valid(const std::string& schema, const std::vector<std::string>& files) {
  REQUIRE_FALSE(files.empty());
  std::vector<std::string> words{"python3", "-B",
                                 (source_folder() / "tests/reference/validate.py").string(),
                                 (source_folder() / "config/schema" / schema).string()};
  words.insert(words.end(), files.begin(), files.end());
  const auto outcome = nightjar::support::run({.words = words});
  if (outcome.exit_code == 77 || outcome.exit_code == 127) {
    WARN("not validated: " << outcome.output << outcome.errors);
    return;
  }
  INFO(outcome.output << outcome.errors);
  CHECK(outcome.exit_code == 0);
}

}  // namespace

TEST_CASE("The reference of the settings and the JSON Schemas are as the tables of keys say") {
  for (const auto& [path, text] : nightjar::support::reference_files()) {
    INFO(path << " is not what the tables of keys say: run `make reference`");
    CHECK((nightjar::read_text(source_folder() / path) == text));
  }
}

TEST_CASE("The reader takes every key of its tables, as the example writes it") {
  for (const Keys* keys : nightjar::config::all_keys()) {
    for (const Key& key : keys->keys) {
      CAPTURE(keys->name, key.name, key.example);
      CHECK_NOTHROW(read_map(*keys, with(*keys, key.name, key.example)));
      CHECK(key.example.find(key.name + ":") != std::string::npos);
      CHECK_FALSE(key.meaning.empty());
    }
  }
}

TEST_CASE("A default in the tables of keys is what the reader takes without the key") {
  for (const Keys* keys : nightjar::config::all_keys()) {
    for (const Key& key : keys->keys) {
      if (key.by_default.empty() || key.by_default.starts_with('(')) continue;
      CAPTURE(keys->name, key.name, key.by_default);
      REQUIRE_FALSE(is_of_settings(*keys));
      const auto without = dataset_with(*keys, map_of(required_of(*keys)));
      const auto written =
          dataset_with(*keys, with(*keys, key.name, key.name + ": " + key.by_default));
      CHECK((read_dataset(Value::of_text(without, "d.yaml")) ==
             read_dataset(Value::of_text(written, "d.yaml"))));
    }
  }
}

TEST_CASE("The bundled YAML is valid by the JSON Schemas, and names them for editors") {
  check_valid("nightjar.schema.json", {(source_folder() / "config/nightjar.yaml").string()});
  check_valid("dataset.schema.json", bundled("config/datasets"));
  std::vector<std::string> files = bundled("config/datasets");
  files.push_back((source_folder() / "config/nightjar.yaml").string());
  for (const std::string& file : files) {
    INFO(file);
    const std::string text = nightjar::read_text(file);
    constexpr std::string_view beginning = "# yaml-language-server: $schema=";
    REQUIRE(text.starts_with(beginning));
    const auto end = text.find('\n');
    const std::string schema = text.substr(beginning.size(), end - beginning.size());
    CHECK(std::filesystem::exists(std::filesystem::path(file).parent_path() / schema));
  }
}

TEST_CASE("A value that the reader refuses is not valid by the JSON Schema either") {
  const TemporaryFolder folder;
  const auto file = folder.path() / "d.yaml";
  std::ofstream(file)
      << "dataset: vendor\nsource: file:///srv/vendor/\nstale_afer: 3d\nfeeds: {}\n";
  const auto outcome = nightjar::support::run(
      {.words = {"python3", "-B", (source_folder() / "tests/reference/validate.py").string(),
                 (source_folder() / "config/schema/dataset.schema.json").string(), file.string()}});
  if (outcome.exit_code == 77 || outcome.exit_code == 127) return;
  CHECK(outcome.exit_code == 1);
  CHECK_THAT(outcome.output, Catch::Contains("stale_afer"));
}
