#include "reference/settings_manual.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

#include "base/format.hpp"
#include "config/keys.hpp"
#include "reference/key_words.hpp"

namespace nightjar::support {
namespace {

using yaml::Key;
using yaml::Keys;

std::string head(std::string_view name, std::string_view purpose) {
  return fmt::format(
      "title: {0}\nsection: 5\nsource: Nightjar\nvolume: File formats\n\n"
      "# NAME\n\n{0} - {1}\n\n# DESCRIPTION\n\n",
      name, purpose);
}

std::string title_of(const Keys& keys) { return "\"" + keys.title + "\""; }

std::string entry_of(const Key& key) {
  std::string text =
      fmt::format("**{}**: {}\n:   {}", key.name, value_of(key.form, title_of), key.meaning);
  if (const std::string by_default = default_of(key); by_default == "required") {
    text += " Required.";
  } else if (!by_default.empty()) {
    text += fmt::format(" Default: {}.", by_default);
  }
  return text + fmt::format("\n\n    Example: `{}`\n\n", key.example);
}

std::string section_of(const Keys& keys) {
  std::string text = fmt::format("## {}\n\n", keys.title);
  for (const Key& key : keys.keys) text += entry_of(key);
  return text;
}

bool is_of_settings(const Keys* keys) {
  return keys == &config::settings_keys() || keys == &config::retention_keys();
}

std::string sections(bool of_settings) {
  std::string text = "# KEYS\n\n";
  for (const Keys* keys : config::all_keys()) {
    if (is_of_settings(keys) == of_settings) text += section_of(*keys);
  }
  return text;
}

constexpr std::string_view rules =
    "A key that is not listed here is an error; nightjar(1)'s command **check** reports it with "
    "its "
    "line. A relative path is relative to the folder of the file that contains it. Durations are "
    "whole numbers with a unit: `90s`, `5min`, `1h`, `30d`. Sizes are bytes, alone or with a unit: "
    "`4096`, `512 KiB`, `16 MiB`, `1 GiB`.\n\n";

}  // namespace

std::string settings_manual() {
  return head("nightjar.yaml", "the settings of a Nightjar installation") +
         "A YAML file, by default */etc/nightjar/nightjar.yaml*. nightjard(8) reads it again on "
         "SIGHUP.\n\n" +
         std::string(rules) + sections(true) +
         "# SEE ALSO\n\nnightjar(1), nightjard(8), nightjar-dataset.yaml(5)\n";
}

std::string dataset_manual() {
  return head("nightjar-dataset.yaml", "what a dataset of Nightjar is") +
         "A YAML file in a module, a folder below */etc/nightjar/datasets*. It says where the "
         "dataset's files are, when they are due, and for each feed its file, its key and its "
         "columns. The tables are made by migrations, which **nightjar scaffold** writes.\n\n" +
         std::string(rules) + sections(false) +
         "# SEE ALSO\n\nnightjar(1), nightjard(8), nightjar.yaml(5), "
         "*/usr/share/doc/nightjar/adding-a-feed.md*\n";
}

}  // namespace nightjar::support
