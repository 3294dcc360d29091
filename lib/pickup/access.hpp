#pragma once

#include "curl/client.hpp"
#include "feed/source.hpp"

namespace nightjar::pickup {

/// The login for the source's server: reads its credentials from the place that the source names.
/// Throws Misconfigured, without the credentials in the message, if they are missing or cannot be
/// read.
curl::Access access_to(const feed::Source& source);

}  // namespace nightjar::pickup
