#include "config/json_pointer.hpp"

#include "base/format.hpp"

namespace nightjar::config {
std::string fault_of_pointer(std::string_view pointer) {
  if (!pointer.starts_with('/')) return "does not begin with /";
  for (std::size_t i = 0; i < pointer.size(); ++i) {
    const char next = i + 1 < pointer.size() ? pointer[i + 1] : '\0';
    if (pointer[i] == '/' && (next == '/' || next == '\0')) {
      return fmt::format("has nothing after the / at its byte {}", i + 1);
    }
    if (pointer[i] == '~' && next != '0' && next != '1') {
      return "has a ~ that is neither ~0 (for ~) nor ~1 (for /)";
    }
  }
  return {};
}

}  // namespace nightjar::config
