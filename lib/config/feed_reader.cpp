#include "config/feed_reader.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "base/ascii.hpp"
#include "base/format.hpp"
#include "base/single_byte_encoding.hpp"
#include "base/spelling.hpp"
#include "config/column_reader.hpp"
#include "config/csv_reader.hpp"
#include "config/each_reader.hpp"
#include "config/file_reader.hpp"
#include "config/identifier.hpp"
#include "config/json_pointer.hpp"
#include "config/keys.hpp"
#include "config/type_names.hpp"
#include "xml/path.hpp"
#include "yaml/mapping.hpp"

namespace nightjar::config {
namespace {

using feed::Column;
using feed::Definition;
using feed::Format;
using feed::Guards;
using feed::Kind;

constexpr std::size_t least_max_record_bytes = std::size_t{1} << 10;

/// Long enough for a vendor who delivers once a year.
constexpr std::chrono::seconds longest_stale_after = std::chrono::hours(24 * 1000);

std::vector<std::pair<std::string_view, Format>> names_of_formats() {
  std::vector<std::pair<std::string_view, Format>> names;
  names.reserve(std::size(feed::formats));
  for (const feed::FormatTraits& format : feed::formats)
    names.emplace_back(format.name, format.format);
  return names;
}

/// Only the last step may be `*`.
std::string fault_of_records(const std::string& pointer) {
  if (pointer.empty()) return {};
  const std::string fault = fault_of_pointer(pointer);
  const bool has_star_before = pointer.find("/*/") != pointer.npos;
  return fault.empty() && has_star_before ? "has a * that is not its last step" : fault;
}

/// The elements of an XML file that are its records.
std::string read_elements(const yaml::Value& value) {
  std::string path = value.text();
  if (const std::string fault = xml::fault_of_records_path(path); !fault.empty()) {
    value.fail(fmt::format("{} is \"{}\", which {}", value.label(), path, fault),
               "write the names of the elements from the root to the records: /catalog/book");
  }
  return path;
}

std::string read_records(const yaml::Value& value, Format format) {
  if (format == Format::xml) return read_elements(value);
  if (format != Format::json) {
    value.fail(fmt::format("{} is not allowed: the feed's format is {}", value.label(),
                           feed::traits_of(format).name),
               "take it out, or set `format:` to json or xml");
  }
  std::string pointer = value.text();
  if (const std::string fault = fault_of_records(pointer); !fault.empty()) {
    value.fail(fmt::format("{} is \"{}\", which {}", value.label(), pointer, fault),
               "write a JSON pointer to the array of the records, /data/items; to the object whose "
               "members they are, /data/*; or \"\" if the file is one record after the other");
  }
  return pointer;
}

std::vector<std::string> headers_of(const Column& column) {
  std::vector<std::string> names{column.source};
  names.insert(names.end(), column.other_headers.begin(), column.other_headers.end());
  return names;
}

/// A name in the header line, or a position, that both columns may be read from.
std::optional<std::string> shared_header(const Column& one, const Column& other) {
  const auto names = headers_of(one);
  for (const std::string& name : headers_of(other)) {
    if (std::find(names.begin(), names.end(), name) != names.end()) return name;
  }
  return std::nullopt;
}

void refuse_doubled_field(const Definition& feed, const yaml::NamedValue& entry) {
  const std::vector<Column>& columns = feed.columns;
  const Column& last = columns.back();
  const std::string_view key = feed.csv.has_header ? "header" : "position";
  for (const Column& column : columns) {
    const auto shared = &column == &last ? std::nullopt : shared_header(column, last);
    if (!shared) continue;
    entry.value.fail(fmt::format(R"(columns "{}" and "{}" both read the {} "{}")", column.name,
                                 last.name, key, *shared),
                     fmt::format("give one of them another `{}:`", key));
  }
}

void read_columns(Definition& feed, const yaml::Value& value, const ColumnDefaults& defaults,
                  const std::string& owner) {
  for (const yaml::NamedValue& entry : value.entries()) {
    feed.columns.push_back(read_column(entry, feed, defaults, owner));
    if (feed.each) {
      refuse_doubled_field_of_parent(feed, entry.value);
    } else if (feed::traits_of(feed.format).has_fields()) {
      refuse_doubled_field(feed, entry);
    }
  }
  if (feed.columns.empty())
    value.fail(fmt::format("{} has no columns", owner), "add the key at least");
}

/// Empty for UTF-8.
std::string read_encoding(const yaml::Value& value, Format format) {
  if (feed::traits_of(format).says_encoding) {
    value.fail(fmt::format("{} is not allowed: the feed's format is {}", value.label(),
                           feed::traits_of(format).name),
               "take it out: the file says its encoding itself");
  }
  std::string name = value.text();
  const std::string lower = lowered(name);
  if (lower == "utf-8" || lower == "utf8") return {};
  if (!is_known_encoding(name)) {
    value.fail(fmt::format("{} is \"{}\", which iconv does not know", value.label(), name),
               "write a name that `iconv -l` lists: latin1, windows-1252, ISO-8859-15");
  }
  if (!SingleByteEncoding::named(name)) {
    value.fail(fmt::format("{} is \"{}\", in which a character is not always one byte, or whose "
                           "first half is not ASCII",
                           value.label(), name),
               "have the vendor write UTF-8");
  }
  return name;
}

void read_csv(Definition& feed, const yaml::Value& value, const std::string& owner) {
  if (!feed::traits_of(feed.format).has_fields()) {
    value.fail(fmt::format("{} is not allowed: the feed's format is {}", value.label(),
                           feed::traits_of(feed.format).name),
               "remove it, or set the feed's `format:` to csv");
  }
  feed.csv = read_dialect(value, owner);
}

void read_fixed(Definition& feed, const std::optional<yaml::Value>& value,
                const std::string& owner) {
  const bool is_fixed = feed.format == Format::fixed;
  if (value && !is_fixed) {
    value->fail(fmt::format("{} is not allowed: the feed's format is {}", value->label(),
                            feed::traits_of(feed.format).name),
                "remove it, or set the feed's `format:` to fixed");
  }
  if (!is_fixed) return;
  const FixedLines lines = value ? read_fixed_lines(*value, owner) : FixedLines{};
  feed.csv = lines.dialect;
  feed.record_length = lines.record_length;
}

/// Otherwise every record would be rejected.
void require_room(const Definition& feed, const yaml::Value& value) {
  if (feed.record_length <= feed.max_record_bytes) return;
  value.fail(fmt::format("{} is less than the `record_length:` of the feed, {}", value.label(),
                         feed.record_length),
             "take `max_record_bytes:` out, or increase it");
}

std::size_t key_column(const Definition& feed, const yaml::Value& item, const std::string& owner) {
  const std::string name = item.text();
  std::vector<std::string> names;
  for (const Column& column : feed.columns) names.push_back(column.name);
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) {
    item.fail(fmt::format("the key column \"{}\" is not among the columns of {}{}", name, owner,
                          suggestion(name, names)),
              fmt::format("columns: {}", enumeration(names)));
  }
  return static_cast<std::size_t>(found - names.begin());
}

void read_key(Definition& feed, const yaml::Value& value, const std::string& owner) {
  for (const yaml::Value& item : value.items()) {
    const std::size_t index = key_column(feed, item, owner);
    const Column& column = feed.columns[index];
    if (feed.is_key(index)) {
      item.fail(fmt::format("the key of {} names \"{}\" twice", owner, column.name),
                "keep one of them");
    }
    if (column.is_optional) {
      item.fail(fmt::format("the key column \"{}\" of {} is optional", column.name, owner),
                "a row without its key cannot be loaded: take `optional:` out");
    }
    if (!feed::traits_of(column.type).can_be_key) {
      item.fail(fmt::format("the key column \"{}\" of {} is of type {}", column.name, owner,
                            feed::name_of(column.type)),
                fmt::format("the types of a key are {}",
                            types_where([](const feed::ColumnTypeTraits& type) {
                              return type.can_be_key;
                            })));
    }
    feed.key.push_back(index);
  }
  if (feed.key.empty()) {
    value.fail(fmt::format("the key of {} is empty", owner),
               "name the columns that identify a row");
  }
}

Guards read_guards(const yaml::Value& value, Kind kind, const std::string& owner) {
  yaml::Mapping mapping(value, "guards of " + owner, guards_keys());
  Guards guards;
  if (const auto percent = mapping.find("max_deleted_percent")) {
    guards.max_deleted_percent = percent->number(0, 100);
    if (kind == Kind::append) {
      percent->fail(
          fmt::format("{} is not allowed: an append feed deletes nothing", percent->label()),
          "remove it, or make the feed a snapshot");
    }
  }
  if (const auto percent = mapping.find("max_rejected_percent")) {
    guards.max_rejected_percent = percent->number(0, 100);
  }
  if (const auto allowed = mapping.find("allow_empty")) guards.allow_empty = allowed->flag();
  mapping.finish();
  return guards;
}

}  // namespace

std::chrono::seconds read_stale_after(const yaml::Value& value) {
  return value.duration(std::chrono::seconds(1), longest_stale_after);
}

Definition read_feed(const yaml::NamedValue& entry, const std::string& schema) {
  const std::string owner = fmt::format("feed \"{}\"", entry.name);
  require_identifier(entry.name, "the feed name", entry.value);
  yaml::Mapping mapping(entry.value, owner, feed_keys());
  Definition feed;
  feed.schema = schema;
  feed.table = entry.name;
  if (const auto description = mapping.find("description")) feed.description = description->text();
  read_file(feed.file, mapping);
  feed.format = mapping.require("format").one_of(names_of_formats());
  const auto records =
      feed.format == Format::xml ? mapping.require("records") : mapping.find("records");
  if (records) feed.records = read_records(*records, feed.format);
  if (const auto encoding = mapping.find("encoding")) {
    feed.encoding = read_encoding(*encoding, feed.format);
  }
  if (const auto each = mapping.find("each")) feed.each = read_each(*each, feed.format);
  if (const auto csv = mapping.find("csv")) read_csv(feed, *csv, owner);
  read_fixed(feed, mapping.find("fixed"), owner);
  feed.kind = mapping.require("kind").one_of(kinds);
  const yaml::Value key = mapping.require("key");
  read_columns(feed, mapping.require("columns"), read_column_defaults(mapping, feed.format), owner);
  read_key(feed, key, owner);
  if (const auto guards = mapping.find("guards")) {
    feed.guards = read_guards(*guards, feed.kind, owner);
  }
  if (const auto limit = mapping.find("max_record_bytes")) {
    feed.max_record_bytes =
        limit->bytes(least_max_record_bytes, feed::traits_of(feed.format).most_max_record_bytes);
    require_room(feed, *limit);
  }
  if (const auto age = mapping.find("stale_after")) feed.stale_after = read_stale_after(*age);
  mapping.finish();
  return feed;
}

}  // namespace nightjar::config
