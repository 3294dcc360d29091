#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace nightjar::feed {

/// What an element's columns take from elsewhere. Only what a column uses is in it, so that it is
/// the same as long as no value changes: an element's bytes with their context are recognised as a
/// record's are.
struct ElementContext {
  std::string_view row;      ///< the record's columns, as Row::wire() has them
  std::string_view members;  ///< further members of the JSON object: `,"index":3,"key":"x"`
};

/// Appends the context in the form in which it precedes the element.
void append_context(const ElementContext& context, std::string& bytes);

/// The context of these bytes, which append_context() wrote.
ElementContext context_of(std::string_view bytes);

/// Writes the JSON object of which an element's columns are read: the element as its member
/// `element`, then the context's members.
void write_element_json(std::string_view element, std::string_view members, std::string& json);

}  // namespace nightjar::feed
