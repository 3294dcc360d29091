#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace nightjar::pickup {

/// A name without its folders.
std::string_view base_name(std::string_view name);

/// Fills in `{file}` in the name of a marker or checksum file; one without it is in the folder of
/// the file. An empty name stays empty.
std::string companion(std::string_view pattern, std::string_view file);

/// Those of `names` that match the pattern and are not the marker or checksum of another file.
std::vector<std::string> candidates(const std::vector<std::string>& names, std::string_view pattern,
                                    std::string_view marker, std::string_view checksum);

}  // namespace nightjar::pickup
