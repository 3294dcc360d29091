#include "base/wildcard.hpp"

#include <algorithm>
#include <string>

#include <fnmatch.h>

namespace nightjar {
namespace {

/// A pattern as fnmatch(3) takes it: there `[` begins a set of characters and a backslash takes the
/// meaning from the next one, while in ours both are only themselves.
std::string for_fnmatch(std::string_view pattern) {
  std::string text;
  for (const char c : pattern) {
    if (c == '[' || c == '\\') text += '\\';
    text += c;
  }
  return text;
}

}  // namespace

bool is_pattern(std::string_view name) { return name.find_first_of("*?") != name.npos; }

bool matches(std::string_view pattern, std::string_view name) {
  return ::fnmatch(for_fnmatch(pattern).c_str(), std::string(name).c_str(),
                   FNM_PATHNAME | FNM_PERIOD) == 0;
}

bool is_hidden(std::string_view name) {
  while (!name.empty()) {
    const auto end = std::min(name.find('/'), name.size());
    const std::string_view part = name.substr(0, end);
    if (part.starts_with('.') && part != "." && part != "..") return true;
    name.remove_prefix(std::min(end + 1, name.size()));
  }
  return false;
}

}  // namespace nightjar
