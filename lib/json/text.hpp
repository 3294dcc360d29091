#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace nightjar::json {

/// Appends UTF-8 text as a JSON string with its quotes: only quotes, backslashes and control
/// characters are escaped, the latter in the short form if there is one.
void append_string(std::string_view text, std::string& out);

/// The text as a JSON string.
std::string quoted(std::string_view text);

/// The text of a JSON string, quotes included; nothing if it is not one.
std::optional<std::string> unquoted(std::string_view json);

/// A member of an object, whose value is JSON already.
struct Member {
  std::string_view name;
  std::string_view json;
};

/// An object on one line, `{…}`, with these members after its own. PostgreSQL's JSON goes through
/// here as it is: parsing it would turn `numeric` into double precision.
std::string with_members(std::string object, std::initializer_list<Member> members);

}  // namespace nightjar::json
