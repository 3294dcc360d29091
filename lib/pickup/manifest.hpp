#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pickup/checksum.hpp"

namespace nightjar::pickup {

/// A file that the vendor's manifest lists.
struct ListedName {
  std::string name;
  std::optional<Checksum> checksum{};
};

/// Reads a manifest: on each line a name, or a digest and a name as in a checksum file. Empty lines
/// and those that begin with `#` are skipped.
std::vector<ListedName> read_manifest(std::string_view text);

}  // namespace nightjar::pickup
