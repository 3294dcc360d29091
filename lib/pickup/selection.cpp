#include "pickup/selection.hpp"

#include <set>

#include "base/wildcard.hpp"

namespace nightjar::pickup {

std::string_view base_name(std::string_view name) {
  return name.substr(name.rfind('/') + 1);  // npos + 1 is 0
}

std::string companion(std::string_view pattern, std::string_view file) {
  constexpr std::string_view slot = "{file}";
  const auto at = pattern.find(slot);
  if (at == std::string_view::npos) {
    const auto folder = pattern.empty() ? 0 : file.rfind('/') + 1;  // npos + 1 is 0
    return std::string(file.substr(0, folder)).append(pattern);
  }
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
