#include "config/column_reader.hpp"

#include <array>
#include <utility>

#include "base/format.hpp"
#include "config/identifier.hpp"
#include "config/notation.hpp"
#include "yaml/mapping.hpp"

namespace nightjar::config {
namespace {

using feed::Column;
using feed::ColumnType;
using feed::Format;
using feed::Notation;

ColumnType read_type(yaml::Mapping& mapping) {
  std::vector<std::pair<std::string_view, ColumnType>> words;
  for (const ColumnType type :
       {ColumnType::text, ColumnType::integer, ColumnType::real, ColumnType::numeric,
        ColumnType::boolean, ColumnType::date, ColumnType::timestamptz, ColumnType::text_array,
        ColumnType::jsonb}) {
    words.emplace_back(feed::name_of(type), type);
  }
  return mapping.require("type", "type: text").one_of(words);
}

std::string read_pointer(yaml::Mapping& mapping, const std::string& column) {
  const auto path = mapping.find("path");
  if (!path) return "/" + column;
  std::string pointer = path->text();
  if (const std::string fault = fault_of_pointer(pointer); !fault.empty()) {
    path->fail(format("{} is \"{}\", which {}", path->label(), pointer, fault),
               "write a JSON pointer: /metadata/name, /books/0/title, /labels/*/name");
  }
  return pointer;
}

std::string read_header(yaml::Mapping& mapping, const std::string& column) {
  const auto header = mapping.find("header");
  if (!header) return column;
  std::string name = header->text();
  if (name.empty()) {
    header->fail(format("{} is an empty text", header->label()),
                 "write the name in the file's header line");
  }
  return name;
}

/// JSON has paths, CSV has headers: the other's key would be read by nobody.
std::string read_source(yaml::Mapping& mapping, Format format, const std::string& column) {
  const bool is_csv = format == Format::csv;
  if (const auto stray = mapping.find(is_csv ? "path" : "header")) {
    stray->fail(nightjar::format("{} cannot be: the feed's format is {}", stray->label(),
                                 is_csv ? "csv" : "JSON"),
                is_csv ? "write `header:` with the name in the file's header line"
                       : "write `path:` with a JSON pointer such as /metadata/name");
  }
  return is_csv ? read_header(mapping, column) : read_pointer(mapping, column);
}

void read_date_formats(Column& column, const yaml::Value& value) {
  for (const yaml::Value& item : value.items()) {
    std::string pattern = item.text();
    if (const std::string fault = fault_of_date_format(pattern); !fault.empty()) {
      item.fail(format("{} is \"{}\", which {}", item.label(), pattern, fault),
                "write patterns of YYYY, MM and DD (or M and D): YYYY-MM-DD, MM/DD/YYYY");
    }
    column.date_formats.push_back(std::move(pattern));
  }
  if (column.date_formats.empty()) {
    value.fail(format("{} is an empty list", value.label()), "take the key out, or name a pattern");
  }
}

/// What `format:` may say depends on the type.
void read_notation(Column& column, yaml::Mapping& mapping) {
  using Words = std::array<std::pair<std::string_view, Notation>, 2>;
  constexpr Words of_instant{{{"rfc3339", Notation::standard}, {"epoch", Notation::epoch_seconds}}};
  constexpr Words of_jsonb{{{"json", Notation::standard}, {"python", Notation::python}}};
  const auto value = mapping.find("format");
  if (!value) return;
  switch (column.type) {
    case ColumnType::date:
      return read_date_formats(column, *value);
    case ColumnType::timestamptz:
      column.notation = value->one_of(of_instant);
      return;
    case ColumnType::jsonb:
      column.notation = value->one_of(of_jsonb);
      return;
    default:
      value->fail(format("{} cannot be: a {} is written in one way only", value->label(),
                         feed::name_of(column.type)),
                  "take it out; date, timestamptz and jsonb have formats");
  }
}

void read_except(Column& column, yaml::Mapping& mapping) {
  const auto except = mapping.find("except");
  if (!except) return;
  for (const yaml::Value& item : except->items()) column.except.push_back(item.text());
}

}  // namespace

Column read_column(const yaml::NamedValue& entry, Format format, const std::string& owner) {
  require_identifier(entry.name, "the column name", entry.value);
  require_free_column(entry.name, entry.value);
  yaml::Mapping mapping(entry.value, nightjar::format("column \"{}\" of {}", entry.name, owner));
  Column column;
  column.name = entry.name;
  column.type = read_type(mapping);
  column.source = read_source(mapping, format, entry.name);
  read_notation(column, mapping);
  read_except(column, mapping);
  mapping.finish();
  if (format == Format::csv && column.type == ColumnType::text_array) {
    mapping.fail(
        nightjar::format("{} is a text[], but a CSV field holds one text", mapping.owner()),
        "make it a text, or a jsonb if the field holds JSON (or Python, format: python)");
  }
  return column;
}

}  // namespace nightjar::config
