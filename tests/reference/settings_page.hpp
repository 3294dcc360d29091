#pragma once

#include <string>

namespace nightjar::support {

/// docs/settings.md: all keys of the configuration, in Markdown.
std::string settings_page();

}  // namespace nightjar::support
