#pragma once

#include "feed/source.hpp"
#include "yaml/value.hpp"

namespace nightjar::config {

/// Reads a dataset's `source:`, a URL alone or a map with one. Throws Misconfigured, with file and
/// line, for anything unknown, malformed or contradictory; the message never contains a password.
feed::Source read_source(const yaml::Value& value);

/// The same source with another URL, for `--source`. `ftp://` there allows plain FTP, unless the
/// login that is configured for another place would be sent. Throws Misconfigured for an invalid
/// URL.
feed::Source at_url(feed::Source source, const std::string& url);

}  // namespace nightjar::config
