#pragma once

namespace nightjar::daemon {

/// Semantic version of the programs, such as `0.2.0+g2ee636d`; the build writes it.
extern const char* const version;

}  // namespace nightjar::daemon
