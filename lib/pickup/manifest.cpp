#include "pickup/manifest.hpp"

namespace nightjar::pickup {

std::vector<ListedName> read_manifest(std::string_view text) {
  std::vector<ListedName> listed;
  for (const std::string_view line : lines_of(text)) {
    if (line.empty() || line.starts_with('#')) continue;
    const auto sum = read_checksum_line(line);
    if (sum && !sum->name.empty()) {
      listed.push_back({std::string(sum->name), sum->checksum});
    } else {
      listed.push_back({std::string(line)});
    }
  }
  return listed;
}

}  // namespace nightjar::pickup
