#include "config/file_reader.hpp"

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/format.hpp"
#include "base/wildcard.hpp"
#include "config/keys.hpp"

namespace nightjar::config {
namespace {

/// Whether it is a name or pattern without a folder.
bool is_name_alone(std::string_view name) {
  return !name.empty() && name.find_first_of("/\\") == name.npos && name.front() != '.' &&
         name.find(feed::date_slot) == name.npos;
}

/// Whether it has folders in front of its name, one of them with a date: `in/{date}/users.csv`.
bool is_in_dated_folder(std::string_view file) {
  std::size_t dates = 0;
  std::size_t begin = 0;
  for (auto end = file.find('/'); end != file.npos; end = file.find('/', begin)) {
    std::string folder(file.substr(begin, end - begin));
    if (const auto slot = folder.find(feed::date_slot); slot != folder.npos) {
      ++dates;
      folder.erase(slot, feed::date_slot.size() - 1);
      folder[slot] = '0';
    }
    if (!is_name_alone(folder) || is_pattern(folder)) return false;
    begin = end + 1;
  }
  return dates == 1 && is_name_alone(file.substr(begin));
}

bool is_name(const std::string& text) { return is_name_alone(text) || is_in_dated_folder(text); }

/// Formats that no feed is read from, by the ends of names.
struct OtherFormat {
  std::string_view ending;
  std::string_view name;
};
constexpr std::array<OtherFormat, 6> other_formats{{{".xlsx", "an Excel workbook"},
                                                    {".xls", "an Excel workbook"},
                                                    {".ods", "an OpenDocument spreadsheet"},
                                                    {".parquet", "Parquet"},
                                                    {".orc", "ORC"},
                                                    {".avro", "Avro"}}};

void refuse_other_formats(const yaml::Value& item, const std::string& name) {
  for (const OtherFormat& other : other_formats) {
    if (!name.ends_with(other.ending)) continue;
    item.fail(fmt::format("{} is \"{}\": {} is not a format that a feed is read from", item.label(),
                          name, other.name),
              "have the vendor deliver the data as CSV, JSON or XML");
  }
}

void read_names(feed::FilePattern& file, const yaml::Value& value) {
  for (const yaml::Value& item : value.items()) {
    std::string name = item.text();
    if (!is_name(name)) {
      item.fail(fmt::format("{} is \"{}\", which is not a file's name", item.label(), name),
                "write the name alone; `source:` of the dataset says which folder it is in. Only "
                "a folder with a date in its name is written here: {date}/users.csv");
    }
    refuse_other_formats(item, name);
    if (file.name.empty()) {
      file.name = std::move(name);
    } else {
      file.alternatives.push_back(std::move(name));
    }
  }
  if (file.name.empty())
    value.fail(fmt::format("{} is an empty list", value.label()), "name a file");
}

void refuse_without_parts(const yaml::Value& value) {
  value.fail(fmt::format("{} is not allowed without `parts: all`", value.label()),
             "take it out, or add `parts: all`");
}

std::string read_manifest(const yaml::Value& value) {
  std::string name = value.text();
  if (!is_name(name)) {
    value.fail(fmt::format("{} is \"{}\", which is not a file's name", value.label(), name),
               "write the name alone; the manifest is in the folder of the parts");
  }
  return name;
}

/// Parts need a way to tell which files they are.
void read_parts(feed::FilePattern& file, const yaml::Value& value) {
  file.all_parts = value.one_of(part_choices);
  if (file.newest == feed::Newest::by_time) {
    value.fail(fmt::format("{} and `newest: by_time` contradict each other", value.label()),
               "take `newest:` out: the parts are the files of the newest date in their names");
  }
  std::vector<std::string> names = file.alternatives;
  names.push_back(file.name);
  for (const std::string& name : names) {
    if (is_pattern(name)) continue;
    value.fail(fmt::format("{}, but `file: {}` is the name of one file", value.label(), name),
               "write a pattern that all parts match, such as books-*.csv");
  }
}

}  // namespace

void read_file(feed::FilePattern& file, yaml::Mapping& mapping) {
  read_names(file, mapping.require("file"));
  if (const auto member = mapping.find("member")) file.member = member->text();
  if (const auto newest = mapping.find("newest")) file.newest = newest->one_of(newest_orders);
  if (const auto parts = mapping.find("parts")) read_parts(file, *parts);
  if (const auto manifest = mapping.find("manifest")) {
    if (!file.all_parts) refuse_without_parts(*manifest);
    file.manifest = read_manifest(*manifest);
  }
}

}  // namespace nightjar::config
