#pragma once

#include "feed/source.hpp"
#include "yaml/value.hpp"

namespace nightjar::config {

/// Reads a dataset's `source:`, a URL alone or a map with one. Throws Misconfigured, with file and
/// line, for whatever is unknown, malformed or contradictory; the message never holds a password.
feed::Source read_source(const yaml::Value& value);

/// The same source with other files: what `--source` asks for. Whoever names `ftp://` there has
/// asked for plain FTP, unless the login that is configured for another place would go along.
/// Throws Misconfigured for a URL that is none.
feed::Source at_url(feed::Source source, const std::string& url);

}  // namespace nightjar::config
