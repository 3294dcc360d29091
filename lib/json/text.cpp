#include "json/text.hpp"

#include <iterator>

#include "base/format.hpp"
#include "json/document.hpp"

namespace nightjar::json {
namespace {

bool is_plain(char c) { return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\'; }

void append_escaped(char c, std::string& out) {
  switch (c) {
    case '"':
      out += "\\\"";
      break;
    case '\\':
      out += "\\\\";
      break;
    case '\b':
      out += "\\b";
      break;
    case '\f':
      out += "\\f";
      break;
    case '\n':
      out += "\\n";
      break;
    case '\r':
      out += "\\r";
      break;
    case '\t':
      out += "\\t";
      break;
    default:
      out += fmt::format("\\u{:04x}", static_cast<unsigned char>(c));
  }
}

}  // namespace

void append_string(std::string_view text, std::string& out) {
  out += '"';
  std::size_t plain = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_plain(text[i])) continue;
    out.append(text, plain, i - plain);
    append_escaped(text[i], out);
    plain = i + 1;
  }
  out.append(text, plain);
  out += '"';
}

std::string quoted(std::string_view text) {
  std::string out;
  append_string(text, out);
  return out;
}

std::optional<std::string> unquoted(std::string_view json) {
  constexpr bool may_throw = false;
  const auto value = Document::parse(json, nullptr, may_throw);
  if (!value.is_string()) return std::nullopt;
  return value.get<std::string>();
}

std::string with_members(std::string object, std::initializer_list<Member> members) {
  object.pop_back();
  for (const Member& member : members) {
    if (object.size() > 1) object += ',';
    append_string(member.name, object);
    (object += ':') += member.json;
  }
  return object + '}';
}

}  // namespace nightjar::json
