#include "config/column_reader.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "base/ascii.hpp"
#include "base/format.hpp"
#include "base/spelling.hpp"
#include "config/each_reader.hpp"
#include "config/identifier.hpp"
#include "config/json_pointer.hpp"
#include "config/keys.hpp"
#include "config/type_names.hpp"
#include "feed/span.hpp"
#include "feed/time_pattern.hpp"
#include "xml/path.hpp"
#include "yaml/mapping.hpp"

namespace nightjar::config {
namespace {

/// More fields than a record of a CSV ever has.
constexpr std::size_t most_fields = 100'000;
/// More characters than a record of a fixed-width file ever has.
constexpr std::size_t most_characters = std::size_t{1} << 24;

using feed::Column;
using feed::ColumnType;
using feed::ColumnTypeTraits;
using feed::Definition;
using feed::Notation;

/// `VarChar (20)` is `varchar`.
std::string plain_name(std::string_view type) {
  type = type.substr(0, type.find('('));
  while (type.ends_with(' ')) type.remove_suffix(1);
  return lowered(type);
}

/// Our type for a word of another system, or a word with a length or in capitals; nothing if it is
/// one of ours or unknown.
const ColumnTypeTraits* type_meant_by(const std::string& word) {
  const std::string name = plain_name(word);
  for (const ColumnTypeTraits& type : feed::column_types) {
    if (name == type.name) return name == word ? nullptr : &type;
  }
  for (const ColumnTypeTraits& type : feed::column_types) {
    const auto& others = type.other_names;
    if (std::find(others.begin(), others.end(), name) != others.end()) return &type;
  }
  return nullptr;
}

ColumnType read_type(yaml::Mapping& mapping) {
  std::vector<std::pair<std::string_view, ColumnType>> words;
  std::vector<std::string> names;
  for (const ColumnTypeTraits& type : feed::column_types) {
    words.emplace_back(type.name, type.type);
    names.emplace_back(type.name);
  }
  const yaml::Value value = mapping.require("type");
  const ColumnTypeTraits* meant = value.is_scalar() ? type_meant_by(value.text()) : nullptr;
  if (meant == nullptr) return value.one_of(words);
  value.fail(fmt::format("{} is \"{}\"; wanted one of {}", value.label(), value.text(),
                         enumeration(names)),
             fmt::format("write `type: {}`: {}", meant->name, meant->meaning));
}

/// Returns the path to a value in an XML record.
std::string require_elements(const yaml::Value& value, std::string path) {
  if (const std::string fault = xml::fault_of_value_path(path); !fault.empty()) {
    value.fail(fmt::format("{} is \"{}\", which {}", value.label(), path, fault),
               "write the names of elements, and at the end @NAME for an attribute: /title, "
               "/authors/author/0, /price/@currency");
  }
  return path;
}

/// What only a column of a feed with `each:` may have.
void refuse_path_of_child(const yaml::Value& path, const std::string& pointer) {
  if (!pointer.starts_with(feed::record_mark) && pointer != feed::element_index) return;
  path.fail(
      fmt::format("{} is \"{}\", which only a feed with `each:` has", path.label(), pointer),
      "write `each:` with the path of the array whose elements are the rows, or another path");
}

std::string read_pointer(yaml::Mapping& mapping, const feed::Definition& feed,
                         const std::string& column) {
  const auto path = mapping.find("path");
  if (!path) return "/" + column;
  if (feed.each) return read_path_of_child(*path, feed);
  std::string pointer = path->text();
  refuse_path_of_child(*path, pointer);
  if (feed.format == feed::Format::xml) return require_elements(*path, std::move(pointer));
  if (pointer == feed::member_name) {
    if (feed::are_members(feed.records)) return pointer;
    path->fail(fmt::format("{} is {}, the name of a record that is a member of an object, but "
                           "`records:` of the feed names no object",
                           path->label(), pointer),
               "write `records:` with /* at its end, or another path");
  }
  if (const std::string fault = fault_of_pointer(pointer); !fault.empty()) {
    path->fail(fmt::format("{} is \"{}\", which {}", path->label(), pointer, fault),
               "write a JSON pointer: /metadata/name, /books/0/title, /labels/*/name");
  }
  return pointer;
}

/// Returns the first name, and adds the others to the column.
std::string read_header(yaml::Mapping& mapping, Column& column) {
  const auto header = mapping.find("header");
  if (!header) return column.name;
  std::vector<std::string> names;
  for (const yaml::Value& item : header->items()) {
    names.push_back(item.text());
    if (names.back().empty()) {
      item.fail(fmt::format("{} is an empty text", item.label()),
                "write the name in the file's header line");
    }
  }
  if (names.empty()) {
    header->fail(fmt::format("{} is an empty list", header->label()),
                 "write the name in the file's header line");
  }
  column.other_headers.assign(names.begin() + 1, names.end());
  return names.front();
}

bool read_optional(yaml::Mapping& mapping, const feed::Definition& feed, const Column& column) {
  const auto value = mapping.find("optional");
  if (!value) return false;
  if (feed.each && !feed::is_of_record(column)) {
    value->fail(
        fmt::format("{} is not allowed: the column is read from an element", value->label()),
        "take it out: a member that an element lacks is null");
  }
  if (!feed::traits_of(feed.format).has_fields()) {
    value->fail(fmt::format("{} is not allowed: the feed's format is {}", value->label(),
                            feed::traits_of(feed.format).name),
                "take it out: a value that a record lacks is null");
  }
  return value->flag();
}

/// A CSV without a header line has nothing else to tell columns by.
std::string read_position(yaml::Mapping& mapping) {
  return std::to_string(mapping.require("position").count(1, most_fields));
}

constexpr const char* write_at =
    "write `at:` with the first and the last character of the column, from 1: 10-19";

std::string read_at(yaml::Mapping& mapping) {
  const yaml::Value at = mapping.require("at");
  std::string text = at.text();
  const auto span = feed::span_of(text);
  if (!span || span->last > most_characters) {
    at.fail(fmt::format("{} is \"{}\"; wanted two positions from 1 to {}, the first not after the "
                        "last",
                        at.label(), text, most_characters),
            write_at);
  }
  return text;
}

/// What tells where a column's value is in the feed's files.
struct Address {
  std::string_view key;
  std::string_view files;   ///< that have it
  std::string_view remedy;  ///< for a feed with such files
};
constexpr std::array<Address, 5> addresses{{
    {"path", "json, ndjson or xml", "write `path:`, such as /metadata/name"},
    {"header", "csv", "write `header:` with the name in the file's header line"},
    {"position", "csv without a header line",
     "write `position:` with the number of the field, from 1"},
    {"at", "fixed", write_at},
    {"path", "elements (`each:`)",
     "write `path:` with a JSON pointer in the element, or ^/NAME for a field of its record"},
}};

const Address& address_in(const Definition& feed) {
  if (feed.each && feed::traits_of(feed.format).has_fields()) return addresses[4];
  switch (feed::traits_of(feed.format).address) {
    case feed::ColumnAddress::path:
      return addresses[0];
    case feed::ColumnAddress::header:
      return addresses[feed.csv.has_header ? 1 : 2];
    case feed::ColumnAddress::span:
      break;
  }
  return addresses[3];
}

/// Refuses the key of another kind of file, which would not be used.
void refuse_other_addresses(yaml::Mapping& mapping, const Address& own) {
  for (const Address& address : addresses) {
    if (address.key == own.key) continue;
    const auto stray = mapping.find(std::string(address.key));
    if (!stray) continue;
    stray->fail(
        fmt::format("{} is not allowed: the feed's format is {}", stray->label(), own.files),
        std::string(own.remedy));
  }
}

std::string read_source(yaml::Mapping& mapping, const Definition& feed, Column& column) {
  const Address& address = address_in(feed);
  refuse_other_addresses(mapping, address);
  if (address.key == "path") return read_pointer(mapping, feed, column.name);
  if (address.key == "at") return read_at(mapping);
  return address.key == "header" ? read_header(mapping, column) : read_position(mapping);
}

void read_patterns(Column& column, const yaml::Value& value) {
  const bool has_zone = !column.form.zone.empty();
  for (const yaml::Value& item : value.items()) {
    std::string pattern = item.text();
    const std::string fault = feed::fault_of_pattern(pattern, column.type, has_zone);
    if (!fault.empty()) {
      item.fail(fmt::format("{} is \"{}\", which {}", item.label(), pattern, fault),
                "write patterns such as YYYY-MM-DD, M/D/YY, \"DD MON YYYY HH:MI:SS\"; "
                "docs/settings.md lists the parts");
    }
    column.patterns.push_back(std::move(pattern));
  }
  if (column.patterns.empty()) {
    value.fail(fmt::format("{} is an empty list", value.label()),
               "remove the key, or name a pattern");
  }
}

bool is_notation(const ColumnTypeTraits& type, const yaml::Value& value) {
  return value.is_scalar() &&
         std::any_of(type.notations.begin(), type.notations.end(),
                     [&](const feed::NotationWord& word) { return word.word == value.text(); });
}

/// The words for `format:` depend on the type.
void read_notation(Column& column, yaml::Mapping& mapping) {
  const auto value = mapping.find("format");
  if (!value) return;
  const ColumnTypeTraits& type = feed::traits_of(column.type);
  if (type.has_patterns && !is_notation(type, *value)) return read_patterns(column, *value);
  if (type.notations.empty()) {
    value->fail(
        fmt::format("{} is not allowed: a {} has only one format", value->label(), type.name),
        fmt::format("take it out; these types have formats: {}",
                    types_where([](const ColumnTypeTraits& other) {
                      return other.has_patterns || !other.notations.empty();
                    })));
  }
  std::vector<std::pair<std::string_view, Notation>> words;
  for (const feed::NotationWord& word : type.notations)
    words.emplace_back(word.word, word.notation);
  column.notation = value->one_of(words);
  if (column.notation != Notation::standard && !column.form.zone.empty()) {
    value->fail(fmt::format("{} is \"{}\", which needs no `zone:`", value->label(), value->text()),
                "take out one of them");
  }
}

}  // namespace

Column read_column(const yaml::NamedValue& entry, const Definition& feed,
                   const ColumnDefaults& defaults, const std::string& owner) {
  require_identifier(entry.name, "the column name", entry.value);
  require_free_column(entry.name, entry.value);
  yaml::Mapping mapping(entry.value, fmt::format("column \"{}\" of {}", entry.name, owner),
                        column_keys());
  Column column;
  column.name = entry.name;
  column.type = read_type(mapping);
  column.source = read_source(mapping, feed, column);
  column.is_optional = read_optional(mapping, feed, column);
  read_value_form(column, mapping, feed, defaults);
  read_notation(column, mapping);
  mapping.finish();
  const ColumnTypeTraits& type = feed::traits_of(column.type);
  const bool is_in_json =
      feed::traits_of(feed.format).has_lists || (feed.each && !feed::is_of_record(column));
  if (type.shape == feed::Shape::list && !is_in_json) {
    mapping.fail(fmt::format("{} is a {}, but a field holds one text", mapping.owner(), type.name),
                 "make it a text, or a jsonb if the field holds JSON (or Python, format: python)");
  }
  return column;
}

}  // namespace nightjar::config
