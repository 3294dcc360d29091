#include "feed/xml_to_json.hpp"

#include <utility>

#include "base/format.hpp"
#include "json/depth.hpp"
#include "json/text.hpp"

namespace nightjar::feed {
namespace {

/// An element is two levels of JSON: an array and an object.
constexpr std::size_t most_open_elements = json::max_depth / 2 - 1;

bool is_null_mark(const xml::Attribute& attribute) {
  return attribute.name == "xsi:nil" && (attribute.value == "true" || attribute.value == "1");
}

void append_member(std::string_view prefix, std::string_view name, std::string& json) {
  json::append_string(std::string(prefix).append(name), json);
  json += ':';
}

}  // namespace

std::optional<ParseError> XmlToJson::convert(std::string_view element, std::string& json) {
  parser_.reset();
  open_.clear();
  json_.clear();
  is_too_deep_ = false;
  const auto fault = parser_.parse(element, true);
  if (fault) return ParseError{fmt::format("{}, at its byte {}", fault->what, fault->offset)};
  if (is_too_deep_) {
    return ParseError{
        fmt::format("its elements are nested deeper than {} levels", most_open_elements)};
  }
  json.swap(json_);
  return std::nullopt;
}

void XmlToJson::start_element(std::string_view name, std::span<const xml::Attribute> attributes) {
  if (open_.size() == most_open_elements) is_too_deep_ = true;
  Element& element = open_.emplace_back();
  if (is_too_deep_) return;
  element.name = name;
  for (const xml::Attribute& attribute : attributes) {
    element.is_null = element.is_null || is_null_mark(attribute);
    element.attributes += ',';
    append_member("@", attribute.name, element.attributes);
    json::append_string(attribute.value, element.attributes);
  }
}

void XmlToJson::text(std::string_view text) {
  if (is_too_deep_) return;
  Element& element = open_.back();
  element.text += text;
  const bool is_white = text.find_first_not_of(" \t\r\n") == std::string_view::npos;
  element.has_text = element.has_text || !is_white;
}

void XmlToJson::end_element() {
  const Element element = std::move(open_.back());
  open_.pop_back();
  if (is_too_deep_) return;
  if (open_.empty()) return append(element, json_);
  Element& parent = open_.back();
  parent.text += element.text;
  std::string& siblings = parent.children[element.name];
  if (!siblings.empty()) siblings += ',';
  append(element, siblings);
}

void XmlToJson::append(const Element& element, std::string& json) {
  std::string members;
  if (element.is_null) {
    members += R"(,"#text":null)";
  } else if (element.has_text || element.children.empty()) {
    members += R"(,"#text":)";
    json::append_string(element.text, members);
  }
  members += element.attributes;
  for (const auto& [name, elements] : element.children) {
    members += ',';
    append_member("", name, members);
    members.append("[").append(elements).append("]");
  }
  json.append("{").append(members, members.empty() ? 0 : 1).append("}");
}

}  // namespace nightjar::feed
