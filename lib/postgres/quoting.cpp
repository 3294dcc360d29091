#include "postgres/quoting.hpp"

#include <algorithm>
#include <stdexcept>

namespace nightjar::postgres {
namespace {

bool is_name_character(char c) { return (c >= 'a' && c <= 'z') || c == '_'; }

const std::string& text_of(std::string_view name, const Substitutions& substitutions) {
  const auto found = std::find_if(substitutions.begin(), substitutions.end(),
                                  [&](const auto& known) { return known.first == name; });
  if (found == substitutions.end()) {
    throw std::logic_error("nothing is given for :" + std::string(name) + " in a statement");
  }
  return found->second;
}

}  // namespace

std::string quoted_name(std::string_view name) {
  std::string text = "\"";
  for (const char c : name) {
    if (c == '"') text += '"';
    text += c;
  }
  return text + "\"";
}

std::string quoted_name(std::string_view schema, std::string_view table) {
  return quoted_name(schema) + "." + quoted_name(table);
}

std::string array_of(const std::vector<std::string>& texts) {
  std::vector<std::string> quoted;
  for (const std::string& text : texts) {
    std::string element = "\"";
    for (const char letter : text) {
      if (letter == '"' || letter == '\\') element += '\\';
      element += letter;
    }
    quoted.push_back(element + '"');
  }
  return fmt::format("{{{}}}", fmt::join(quoted, ","));
}

std::string substitute(std::string_view sql, const Substitutions& substitutions) {
  std::string text;
  while (!sql.empty()) {
    const std::size_t colon = sql.find(':');
    text += sql.substr(0, colon);
    if (colon == std::string_view::npos) break;
    sql.remove_prefix(colon + 1);
    if (sql.starts_with(':')) {
      text += "::";
      sql.remove_prefix(1);
      continue;
    }
    const auto end = std::find_if_not(sql.begin(), sql.end(), is_name_character);
    const auto length = static_cast<std::size_t>(end - sql.begin());
    text += length == 0 ? ":" : text_of(sql.substr(0, length), substitutions);
    sql.remove_prefix(length);
  }
  return text;
}

}  // namespace nightjar::postgres
