#include "reading/json_array_splitter.hpp"

#include "base/format.hpp"
#include "reading/json_text.hpp"
#include "reading/object_at_top.hpp"

namespace nightjar::reading {

std::optional<StructureError> JsonArraySplitter::pass_outside(std::string_view& text,
                                                              std::uint64_t offset) {
  const char c = text.front();
  if (is_json_white(c)) {
    text.remove_prefix(1);
    return std::nullopt;
  }
  if (is_closed_) {
    return StructureError{offset, fmt::format("the array is closed, but {} follows", shown_byte(c)),
                          repair_json};
  }
  if (c == '{') return damage_of_object_at_top(text, offset);
  if (c != '[') {
    return StructureError{
        offset, fmt::format("the file should begin with `[` but begins with {}", shown_byte(c)),
        "check that the feed's file and format are the right ones"};
  }
  text.remove_prefix(1);
  enter();
  return std::nullopt;
}

std::optional<StructureError> JsonArraySplitter::finish_outside(std::uint64_t end) {
  if (is_closed_) return std::nullopt;
  return StructureError{end, "the file is empty; it should hold a JSON array",
                        "check the source: a feed without records is `[]`"};
}

}  // namespace nightjar::reading
