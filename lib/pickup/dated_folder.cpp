#include "pickup/dated_folder.hpp"

#include <algorithm>

#include "base/wildcard.hpp"
#include "feed/source.hpp"

namespace nightjar::pickup {

std::string_view DatedFolder::folder_in(std::string_view file) const {
  const auto begin = std::min(parent.size(), file.size());
  return file.substr(begin, file.find('/', begin) - begin);
}

std::optional<DatedFolder> dated_folder_of(std::string_view pattern) {
  const auto slot = pattern.find(feed::date_slot);
  const auto end = slot == pattern.npos ? pattern.npos : pattern.find('/', slot);
  if (end == pattern.npos) return std::nullopt;
  const auto begin = pattern.rfind('/', slot) + 1;  // npos + 1 is 0
  std::string folder(pattern.substr(begin, slot - begin));
  folder += '*';
  folder += pattern.substr(slot + feed::date_slot.size(), end - slot - feed::date_slot.size());
  return DatedFolder{std::string(pattern.substr(0, begin)), std::move(folder),
                     std::string(pattern.substr(end))};
}

bool describes(std::string_view pattern, std::string_view name) {
  const auto dated = dated_folder_of(pattern);
  return pattern == name ||
         matches(dated ? dated->parent + dated->pattern + dated->rest : std::string(pattern), name);
}

}  // namespace nightjar::pickup
