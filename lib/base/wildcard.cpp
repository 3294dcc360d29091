#include "base/wildcard.hpp"

#include <algorithm>

namespace nightjar {
namespace {

bool begins_part(std::string_view name, std::size_t at) { return at == 0 || name[at - 1] == '/'; }

/// Whether a wildcard may match this character.
bool is_open(std::string_view name, std::size_t at) {
  return name[at] != '/' && !(name[at] == '.' && begins_part(name, at));
}

}  // namespace

bool is_pattern(std::string_view name) { return name.find_first_of("*?") != name.npos; }

bool matches(std::string_view pattern, std::string_view name) {
  std::size_t p = 0;
  std::size_t n = 0;
  std::size_t star = std::string_view::npos;  // the last `*`, and how far it has reached
  std::size_t reached = 0;
  while (n < name.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      reached = n;
    } else if (p < pattern.size() &&
               ((pattern[p] == '?' && is_open(name, n)) || pattern[p] == name[n])) {
      ++p;
      ++n;
    } else if (star != std::string_view::npos && is_open(name, reached)) {
      p = star + 1;
      n = ++reached;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == std::string_view::npos;
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
