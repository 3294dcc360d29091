#include "feed/child_feed.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "feed/element_context.hpp"
#include "json/pointer.hpp"

namespace nightjar::feed {
namespace {

/// A pointer of a child feed as the record's format has it: a CSV has the name of a field.
std::string source_in_record(const Definition& feed, const std::string& pointer) {
  return traits_of(feed.format).has_fields() ? json::steps_of(pointer).front() : pointer;
}

/// A pointer in an element as one in write_element_json().
std::string source_in_element(const std::string& source) {
  if (source == member_name) return "/key";
  if (source == element_index) return "/index";
  return std::string(element_pointer) + source;
}

/// The columns of one of the two parts, without their sources, and the part of the key in them.
PartOfFeed part_of(const Definition& feed, bool of_record) {
  PartOfFeed part{feed, {}};
  part.definition.columns.clear();
  part.definition.key.clear();
  part.definition.each.reset();
  for (std::size_t i = 0; i < feed.columns.size(); ++i) {
    if (is_of_record(feed.columns[i]) != of_record) continue;
    part.definition.columns.push_back(feed.columns[i]);
    part.columns.push_back(i);
  }
  for (const std::size_t column : feed.key) {
    const auto found = std::find(part.columns.begin(), part.columns.end(), column);
    if (found == part.columns.end()) continue;
    part.definition.key.push_back(static_cast<std::size_t>(found - part.columns.begin()));
  }
  return part;
}

Notation as_written(Notation notation) {
  return notation == Notation::python ? Notation::python_as_written : Notation::json_as_written;
}

}  // namespace

PartOfFeed record_part_of(const Definition& feed) {
  PartOfFeed part = part_of(feed, true);
  for (Column& column : part.definition.columns) {
    column.source = source_in_record(feed, column.source.substr(1));
  }
  Column array;
  array.name = feed.each->path;
  array.type = ColumnType::jsonb;
  array.source = source_in_record(feed, feed.each->path);
  array.notation = as_written(feed.each->notation);
  part.definition.columns.push_back(std::move(array));
  return part;
}

PartOfFeed element_part_of(const Definition& feed) {
  PartOfFeed part = part_of(feed, false);
  part.definition.format = Format::json;
  part.definition.records.reset();
  part.definition.encoding.clear();
  part.definition.csv = {};
  for (Column& column : part.definition.columns) {
    column.source = source_in_element(column.source);
  }
  return part;
}

std::vector<std::uint64_t> counts_of_feed(const Definition& feed, const PartOfFeed& part,
                                          const std::vector<std::uint64_t>& counts) {
  std::vector<std::uint64_t> all(feed.columns.size());
  for (std::size_t i = 0; i < part.columns.size(); ++i) all[part.columns[i]] = counts[i];
  return all;
}

}  // namespace nightjar::feed
