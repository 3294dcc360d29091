#include "reading/object_at_top.hpp"

#include <string>

#include "base/format.hpp"
#include "json/pointer.hpp"
#include "json/text.hpp"
#include "reading/json_outline.hpp"

namespace nightjar::reading {
namespace {

std::string pointer_to(const JsonOutline::Names& names) {
  std::string pointer;
  for (const std::string& name : names) {
    pointer += "/" + json::escaped_step(json::unquoted('"' + name + '"').value_or(name));
  }
  return pointer;
}

StructureError damage(std::uint64_t offset, const std::string& explanation, std::string remedy) {
  return {offset, "the file should begin with `[` but begins with `{`" + explanation,
          std::move(remedy)};
}

}  // namespace

StructureError damage_of_object_at_top(std::string_view text, std::uint64_t offset) {
  const JsonOutline outline(text);
  if (outline.end() && next_json_byte(text, *outline.end()) == '{') {
    const auto between =
        text.substr(*outline.end(), text.find('{', *outline.end()) - *outline.end());
    const bool has_lines = between.find('\n') != between.npos &&
                           text.substr(0, *outline.end()).find('\n') == text.npos;
    if (has_lines) {
      return damage(offset, ": it has one object per line", "set the feed's `format:` to ndjson");
    }
    return damage(offset, ": it has objects one after the other",
                  "set the feed's `records:` to \"\" if each of them is a record");
  }
  if (outline.array()) {
    const std::string pointer = pointer_to(*outline.array());
    return damage(offset, fmt::format(": the records are in the array at {}", pointer),
                  fmt::format("set the feed's `records:` to {}", pointer));
  }
  if (outline.is_map_of_objects()) {
    return damage(offset, ": it is one object whose members are the records",
                  "set the feed's `records:` to /*; a column with `path: /~key` has their names");
  }
  return damage(offset, {},
                "if it has one object per line, set the feed's `format:` to ndjson; if the records "
                "are deeper in it, say where by the feed's `records:`");
}

}  // namespace nightjar::reading
