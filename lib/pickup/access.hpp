#pragma once

#include "curl/client.hpp"
#include "feed/source.hpp"

namespace nightjar::pickup {

/// How the source's server is entered: reads its credentials from where the source says they are.
/// Throws Misconfigured where they are not there or cannot be read as credentials, without them.
curl::Access access_to(const feed::Source& source);

}  // namespace nightjar::pickup
