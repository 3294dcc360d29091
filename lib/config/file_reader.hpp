#pragma once

#include "feed/source.hpp"
#include "yaml/mapping.hpp"

namespace nightjar::config {

/// Reads which file or files a feed is read from: `file`, `member`, `newest`, `parts` and
/// `manifest`.
void read_file(feed::FilePattern& file, yaml::Mapping& mapping);

}  // namespace nightjar::config
