#include "yaml/keys.hpp"

#include <algorithm>

namespace nightjar::yaml {

const Key* Keys::find(std::string_view key) const {
  const auto found = std::find_if(keys.begin(), keys.end(),
                                  [&](const Key& candidate) { return candidate.name == key; });
  return found == keys.end() ? nullptr : &*found;
}

}  // namespace nightjar::yaml
