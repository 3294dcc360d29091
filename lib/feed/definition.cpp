#include "feed/definition.hpp"

#include <algorithm>

namespace nightjar::feed {
bool Definition::is_key(std::size_t column) const {
  return std::find(key.begin(), key.end(), column) != key.end();
}

bool are_members(const std::optional<std::string>& records) {
  return records && records->ends_with("/*");
}

}  // namespace nightjar::feed
