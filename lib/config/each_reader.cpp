#include "config/each_reader.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

#include "base/format.hpp"
#include "config/json_pointer.hpp"
#include "config/keys.hpp"
#include "json/pointer.hpp"
#include "yaml/mapping.hpp"

namespace nightjar::config {
namespace {

using feed::Column;
using feed::Definition;

bool has_fields(const Definition& feed) { return feed::traits_of(feed.format).has_fields(); }

bool has_star(const std::string& pointer) {
  const std::vector<std::string> steps = json::steps_of(pointer);
  return std::find(steps.begin(), steps.end(), "*") != steps.end();
}

std::string read_array(const yaml::Value& value) {
  std::string path = value.text();
  std::string fault = fault_of_pointer(path);
  if (fault.empty() && has_star(path)) fault = "has a *: it would be several arrays";
  if (!fault.empty()) {
    value.fail(fmt::format("{} is \"{}\", which {}", value.label(), path, fault),
               "write a JSON pointer to one array in a record: /lines, /order/lines");
  }
  return path;
}

/// The error in a path to a value of the record, as the end of a sentence; empty if there is none.
std::string fault_of_outer(const std::string& pointer, const Definition& feed) {
  std::string fault = fault_of_pointer(pointer);
  if (fault.empty() && has_fields(feed) && json::steps_of(pointer).size() > 1) {
    fault = "goes into a field of a CSV";
  }
  return fault;
}

std::string read_outer(const yaml::Value& value, const std::string& path, const Definition& feed) {
  const std::string pointer = path.substr(1);
  if (pointer == feed::member_name) {
    if (feed::are_members(feed.records)) return path;
    value.fail(
        fmt::format("{} is {}, the name of a record that is a member of an object, but "
                    "`records:` of the feed names no object",
                    value.label(), path),
        "write `records:` with /* at its end; or /~key without ^ for the name of an element");
  }
  if (const std::string fault = fault_of_outer(pointer, feed); !fault.empty()) {
    value.fail(fmt::format("{} is \"{}\": its part after the ^ {}", value.label(), path, fault),
               has_fields(feed)
                   ? "write ^/ and the name in the file's header line: ^/id"
                   : "write ^ and a JSON pointer in the record: ^/id, ^/customer/name");
  }
  return path;
}

std::string field_of(const std::string& pointer) { return json::steps_of(pointer).front(); }

}  // namespace

feed::Each read_each(const yaml::Value& value, feed::Format format) {
  const feed::FormatTraits& traits = feed::traits_of(format);
  if (!traits.has_types && !traits.has_fields()) {
    value.fail(
        fmt::format("{} is not allowed: the feed's format is {}", value.label(), traits.name),
        "take it out: `each:` is for json, ndjson and csv");
  }
  if (!value.is_map()) return {read_array(value)};
  yaml::Mapping mapping(value, value.label(), each_keys());
  feed::Each each{read_array(mapping.require("path"))};
  if (const auto notation = mapping.find("format"))
    each.notation = notation->one_of(notations_of_arrays);
  mapping.finish();
  return each;
}

std::string read_path_of_child(const yaml::Value& value, const Definition& feed) {
  std::string path = value.text();
  if (path.empty() || path == feed::element_index || path == feed::member_name) return path;
  if (path.starts_with(feed::record_mark)) return read_outer(value, path, feed);
  if (const std::string fault = fault_of_pointer(path); !fault.empty()) {
    value.fail(
        fmt::format("{} is \"{}\", which {}", value.label(), path, fault),
        "write a JSON pointer in the element, /price; \"\" for the element itself; ^/id for a "
        "value of its record; /~index or /~key");
  }
  return path;
}

void refuse_doubled_field_of_parent(const Definition& feed, const yaml::Value& column) {
  const Column& last = feed.columns.back();
  if (!has_fields(feed) || !feed::is_of_record(last)) return;
  const std::string field = field_of(last.source.substr(1));
  if (field == field_of(feed.each->path)) {
    column.fail(
        fmt::format(R"(column "{}" reads the field "{}", as `each:` does)", last.name, field),
        "give it another `path:`");
  }
  for (const Column& other : feed.columns) {
    if (&other == &last || !feed::is_of_record(other)) continue;
    if (field_of(other.source.substr(1)) != field) continue;
    column.fail(fmt::format(R"(columns "{}" and "{}" both read the field "{}")", other.name,
                            last.name, field),
                "give one of them another `path:`");
  }
}

}  // namespace nightjar::config
