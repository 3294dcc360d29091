#include "feed/partial_arrays.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

#include "base/ascii.hpp"
#include "base/format.hpp"
#include "base/spelling.hpp"
#include "feed/child_feed.hpp"

namespace nightjar::feed {
namespace {

/// By the path of an array: the elements that columns name by their number, and those columns.
struct Named {
  std::set<std::string> elements;
  std::vector<std::size_t> columns;
};

bool is_number(std::string_view segment) {
  return all_digits(segment) && (segment == "0" || segment.front() != '0');
}

/// The position of a path's `*`, including the slash before it; npos if it has none.
std::size_t every_element_in(std::string_view path) {
  for (auto at = path.find("/*"); at != std::string_view::npos; at = path.find("/*", at + 1)) {
    if (at + 2 == path.size() || path[at + 2] == '/') return at;
  }
  return std::string_view::npos;
}

/// Whether a column loads the values at a path, an array or what its elements contain, completely.
bool is_loaded(const Definition& definition, std::string_view array, std::string_view values) {
  return std::any_of(
      definition.columns.begin(), definition.columns.end(), [&](const Column& column) {
        const Shape shape = traits_of(column.type).shape;
        if (shape == Shape::list) return column.source == values;
        const bool is_above =
            array.starts_with(column.source) &&
            (array.size() == column.source.size() || array[column.source.size()] == '/');
        return shape == Shape::document && is_above;
      });
}

void note_named(std::string_view path, std::size_t column, std::map<std::string, Named>& arrays) {
  for (std::size_t begin = 1; begin <= path.size();) {
    const auto end = std::min(path.find('/', begin), path.size());
    const auto segment = path.substr(begin, end - begin);
    if (is_number(segment) && begin > 1) {
      Named& named = arrays[std::string(path.substr(0, begin - 1))];
      named.elements.emplace(segment);
      named.columns.push_back(column);
    }
    begin = end + 1;
  }
}

std::string first_not_named(const Named& named) {
  std::size_t element = 0;
  while (named.elements.contains(std::to_string(element))) ++element;
  return std::to_string(element);
}

/// The path of an array in an element, without the step that every one begins with.
std::string path_in_element(const std::string& path) {
  const std::string rest = path.substr(std::min(element_pointer.size(), path.size()));
  return rest.empty() ? "the element" : rest;
}

/// Adds the arrays of a part of a child feed, as the child feed has their columns and paths.
template <class Rename>
void append_of_part(const PartOfFeed& part, Rename&& rename, std::vector<PartialArray>& choices) {
  for (PartialArray choice : partial_arrays_of(part.definition)) {
    // The path of the array of a child feed's elements belongs to no column.
    std::erase_if(choice.columns,
                  [&](std::size_t column) { return column >= part.columns.size(); });
    if (choice.columns.empty()) continue;
    choice.array = rename(choice.array);
    for (std::size_t& column : choice.columns) column = part.columns[column];
    choices.push_back(std::move(choice));
  }
}

std::vector<PartialArray> partial_arrays_of_child(const Definition& definition) {
  std::vector<PartialArray> choices;
  append_of_part(
      record_part_of(definition), [](const std::string& path) { return record_mark + path; },
      choices);
  append_of_part(element_part_of(definition), path_in_element, choices);
  return choices;
}

}  // namespace

std::vector<PartialArray> partial_arrays_of(const Definition& definition) {
  if (definition.each) return partial_arrays_of_child(definition);
  std::vector<PartialArray> choices;
  if (traits_of(definition.format).address != ColumnAddress::path) return choices;
  const bool is_xml = definition.format == Format::xml;
  std::map<std::string, Named> arrays;
  for (std::size_t i = 0; i < definition.columns.size(); ++i) {
    const Column& column = definition.columns[i];
    note_named(column.source, i, arrays);
    const auto every = every_element_in(column.source);
    if (traits_of(column.type).shape == Shape::list) continue;
    if (is_xml && every == std::string::npos) {
      choices.push_back({column.source, {i}, {}, true});
      continue;
    }
    if (every == std::string::npos) continue;
    const std::string array = column.source.substr(0, every);
    if (!is_loaded(definition, array, column.source)) choices.push_back({array, {i}, {}});
  }
  for (const auto& [array, named] : arrays) {
    if (is_loaded(definition, array, {})) continue;
    choices.push_back({array, named.columns, array + "/" + first_not_named(named)});
  }
  return choices;
}

std::string to_text(const Definition& definition, const PartialArray& choice) {
  std::vector<std::string> columns;
  for (const std::size_t column : choice.columns) {
    columns.push_back(definition.columns[column].name);
  }
  return fmt::format(
      "of the elements of {}, {} is loaded (into {}); the others are not", choice.array,
      choice.further.empty() ? "only the first that has a value" : "only what is named",
      enumeration(columns));
}

}  // namespace nightjar::feed
