#include "pickup/selection.hpp"

#include <set>

#include "base/instant.hpp"

namespace nightjar::pickup {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_separator(char c) { return std::string_view("-_.:T ").find(c) != std::string_view::npos; }

/// Takes exactly `digits` digits off the front, after one separator at most.
bool take(std::string_view& rest, std::size_t digits, std::string& result) {
  const std::size_t skip = !rest.empty() && is_separator(rest.front()) ? 1 : 0;
  if (rest.size() < skip + digits) return false;
  for (const char c : rest.substr(skip, digits)) {
    if (!is_digit(c)) return false;
  }
  result += rest.substr(skip, digits);
  rest.remove_prefix(skip + digits);
  return true;
}

std::string date_at(std::string_view rest) {
  std::string date;
  if (!is_digit(rest.front()) || !take(rest, 4, date) || !take(rest, 2, date) ||
      !take(rest, 2, date)) {
    return {};
  }
  const std::string iso = date.substr(0, 4) + "-" + date.substr(4, 2) + "-" + date.substr(6, 2);
  if (date < "1970" || !parse_date(iso)) return {};
  while (date.size() < 14 && take(rest, 2, date)) {
  }
  date.resize(14, '0');
  return date;
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
    } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == name[n])) {
      ++p;
      ++n;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      n = ++reached;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

std::string date_in(std::string_view name) {
  for (std::size_t at = name.size(); at-- > 0;) {
    if (at > 0 && is_digit(name[at - 1])) continue;  // only where a number begins
    if (std::string date = date_at(name.substr(at)); !date.empty()) return date;
  }
  return {};
}

std::string companion(std::string_view pattern, std::string_view file) {
  constexpr std::string_view slot = "{file}";
  const auto at = pattern.find(slot);
  if (at == std::string_view::npos) return std::string(pattern);
  return std::string(pattern.substr(0, at)).append(file).append(pattern.substr(at + slot.size()));
}

std::vector<std::string> candidates(const std::vector<std::string>& names, std::string_view pattern,
                                    std::string_view marker, std::string_view checksum) {
  std::set<std::string> companions;
  for (const std::string& name : names) {
    companions.insert(companion(marker, name));
    companions.insert(companion(checksum, name));
  }
  std::vector<std::string> result;
  for (const std::string& name : names) {
    if (matches(pattern, name) && !companions.contains(name)) result.push_back(name);
  }
  return result;
}

}  // namespace nightjar::pickup
