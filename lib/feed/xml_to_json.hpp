#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/parse_error.hpp"
#include "xml/parser.hpp"

namespace nightjar::feed {

/// Converts elements to JSON, the same way whatever they contain, so that a path means the same in
/// each record.
///
/// An element is an object: `"@NAME"` is an attribute, `"NAME"` the array of the child elements of
/// that name, in their order, and `"#text"` its text. The text includes that of child elements
/// (`a <b>b</b> c`); an element with child elements and otherwise only white space has none. With
/// `xsi:nil="true"` the text is null.
class XmlToJson : private xml::Handler {
 public:
  /// `encoding` is that of the elements' bytes.
  explicit XmlToJson(const std::string& encoding) : parser_(*this, encoding) {}

  /// Replaces `json` by the element that these bytes are.
  std::optional<ParseError> convert(std::string_view element, std::string& json);

 private:
  /// An element that has not been closed yet, or was.
  struct Element {
    std::string name;
    std::string attributes;  ///< members of JSON, each after a comma
    std::string text;
    bool has_text = false;  ///< of its own that is not white space
    bool is_null = false;
    std::map<std::string, std::string, std::less<>> children;  ///< by name: elements of an array
  };

  void start_element(std::string_view name, std::span<const xml::Attribute> attributes) override;
  void end_element() override;
  void text(std::string_view text) override;
  static void append(const Element& element, std::string& json);

  xml::Parser parser_;
  std::vector<Element> open_;
  std::string json_;
  bool is_too_deep_ = false;
};

}  // namespace nightjar::feed
