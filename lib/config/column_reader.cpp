#include "config/column_reader.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "base/format.hpp"
#include "base/spelling.hpp"
#include "config/identifier.hpp"
#include "config/notation.hpp"
#include "yaml/mapping.hpp"

namespace nightjar::config {
namespace {

using feed::Column;
using feed::ColumnType;
using feed::Format;
using feed::Notation;

constexpr std::array types{ColumnType::text,        ColumnType::integer,    ColumnType::real,
                           ColumnType::numeric,     ColumnType::boolean,    ColumnType::date,
                           ColumnType::timestamptz, ColumnType::text_array, ColumnType::jsonb};

/// How other systems call what a type of ours holds, in lower case and without a length.
constexpr std::array<std::pair<std::string_view, ColumnType>, 48> other_names{{
    {"int", ColumnType::integer},
    {"int2", ColumnType::integer},
    {"int4", ColumnType::integer},
    {"int8", ColumnType::integer},
    {"int32", ColumnType::integer},
    {"int64", ColumnType::integer},
    {"smallint", ColumnType::integer},
    {"tinyint", ColumnType::integer},
    {"bigint", ColumnType::integer},
    {"long", ColumnType::integer},
    {"serial", ColumnType::integer},
    {"bigserial", ColumnType::integer},
    {"string", ColumnType::text},
    {"str", ColumnType::text},
    {"char", ColumnType::text},
    {"character", ColumnType::text},
    {"varchar", ColumnType::text},
    {"varchar2", ColumnType::text},
    {"nvarchar", ColumnType::text},
    {"character varying", ColumnType::text},
    {"citext", ColumnType::text},
    {"enum", ColumnType::text},
    {"uuid", ColumnType::text},
    {"inet", ColumnType::text},
    {"time", ColumnType::text},
    {"interval", ColumnType::text},
    {"float", ColumnType::real},
    {"float4", ColumnType::real},
    {"float8", ColumnType::real},
    {"real", ColumnType::real},
    {"double precision", ColumnType::real},
    {"decimal", ColumnType::numeric},
    {"number", ColumnType::numeric},
    {"money", ColumnType::numeric},
    {"bool", ColumnType::boolean},
    {"bit", ColumnType::boolean},
    {"datetime", ColumnType::timestamptz},
    {"timestamp", ColumnType::timestamptz},
    {"timestamp with time zone", ColumnType::timestamptz},
    {"instant", ColumnType::timestamptz},
    {"json", ColumnType::jsonb},
    {"object", ColumnType::jsonb},
    {"map", ColumnType::jsonb},
    {"array", ColumnType::text_array},
    {"list", ColumnType::text_array},
    {"_text", ColumnType::text_array},
    {"string[]", ColumnType::text_array},
    {"varchar[]", ColumnType::text_array},
}};

/// `VarChar (20)` is `varchar`.
std::string plain_name(std::string_view type) {
  std::string name(type.substr(0, type.find('(')));
  while (name.ends_with(' ')) name.pop_back();
  std::transform(name.begin(), name.end(), name.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return name;
}

/// What a type of ours is, where another's name was written.
std::string_view explanation_of(ColumnType type) {
  switch (type) {
    case ColumnType::text:
      return "text of any length";
    case ColumnType::integer:
      return "whole numbers of 64 bits";
    case ColumnType::real:
      return "a double precision number";
    case ColumnType::numeric:
      return "exact numbers of any size, 10.50 among them";
    case ColumnType::boolean:
      return "true or false";
    case ColumnType::date:
      return "a day";
    case ColumnType::timestamptz:
      return "an instant, written with its time zone; text where the vendor writes none";
    case ColumnType::text_array:
      return "a list of texts; jsonb where it is a list of anything else";
    case ColumnType::jsonb:
      break;
  }
  return "any JSON value";
}

/// The type of ours that a word stands for elsewhere, or that it writes with a length or in
/// capitals; nothing where it is one of ours or unknown.
std::optional<ColumnType> type_meant_by(const std::string& word) {
  const std::string name = plain_name(word);
  for (const ColumnType type : types) {
    if (name == feed::name_of(type)) return name == word ? std::nullopt : std::optional(type);
  }
  for (const auto& [other, ours] : other_names) {
    if (name == other) return ours;
  }
  return std::nullopt;
}

ColumnType read_type(yaml::Mapping& mapping) {
  std::vector<std::pair<std::string_view, ColumnType>> words;
  std::vector<std::string> names;
  for (const ColumnType type : types) {
    words.emplace_back(feed::name_of(type), type);
    names.emplace_back(feed::name_of(type));
  }
  const yaml::Value value = mapping.require("type", "type: text");
  const auto meant = value.is_scalar() ? type_meant_by(value.text()) : std::nullopt;
  if (!meant) return value.one_of(words);
  value.fail(fmt::format("{} is \"{}\"; wanted one of {}", value.label(), value.text(),
                         enumeration(names)),
             fmt::format("write `type: {}`: {}", feed::name_of(*meant), explanation_of(*meant)));
}

std::string read_pointer(yaml::Mapping& mapping, const std::string& column) {
  const auto path = mapping.find("path");
  if (!path) return "/" + column;
  std::string pointer = path->text();
  if (const std::string fault = fault_of_pointer(pointer); !fault.empty()) {
    path->fail(fmt::format("{} is \"{}\", which {}", path->label(), pointer, fault),
               "write a JSON pointer: /metadata/name, /books/0/title, /labels/*/name");
  }
  return pointer;
}

std::string read_header(yaml::Mapping& mapping, const std::string& column) {
  const auto header = mapping.find("header");
  if (!header) return column;
  std::string name = header->text();
  if (name.empty()) {
    header->fail(fmt::format("{} is an empty text", header->label()),
                 "write the name in the file's header line");
  }
  return name;
}

/// JSON has paths, CSV has headers: the other's key would be read by nobody.
std::string read_source(yaml::Mapping& mapping, Format format, const std::string& column) {
  const bool is_csv = format == Format::csv;
  if (const auto stray = mapping.find(is_csv ? "path" : "header")) {
    stray->fail(fmt::format("{} cannot be: the feed's format is {}", stray->label(),
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
      item.fail(fmt::format("{} is \"{}\", which {}", item.label(), pattern, fault),
                "write patterns of YYYY, MM and DD (or M and D): YYYY-MM-DD, MM/DD/YYYY");
    }
    column.date_formats.push_back(std::move(pattern));
  }
  if (column.date_formats.empty()) {
    value.fail(fmt::format("{} is an empty list", value.label()),
               "take the key out, or name a pattern");
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
      value->fail(fmt::format("{} cannot be: a {} is written in one way only", value->label(),
                              feed::name_of(column.type)),
                  "take it out; date, timestamptz and jsonb have formats");
  }
}

void read_null_if(Column& column, yaml::Mapping& mapping) {
  const auto except = mapping.find("except");
  if (!except) return;
  for (const yaml::Value& item : except->items()) column.null_if.push_back(item.text());
}

}  // namespace

Column read_column(const yaml::NamedValue& entry, Format format, const std::string& owner) {
  require_identifier(entry.name, "the column name", entry.value);
  require_free_column(entry.name, entry.value);
  yaml::Mapping mapping(entry.value, fmt::format("column \"{}\" of {}", entry.name, owner));
  Column column;
  column.name = entry.name;
  column.type = read_type(mapping);
  column.source = read_source(mapping, format, entry.name);
  read_notation(column, mapping);
  read_null_if(column, mapping);
  mapping.finish();
  if (format == Format::csv && column.type == ColumnType::text_array) {
    mapping.fail(fmt::format("{} is a text[], but a CSV field holds one text", mapping.owner()),
                 "make it a text, or a jsonb if the field holds JSON (or Python, format: python)");
  }
  return column;
}

}  // namespace nightjar::config
