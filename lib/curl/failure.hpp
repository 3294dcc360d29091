#pragma once

#include <string>

#include <curl/curl.h>

namespace nightjar::curl {

/// Throws what a failed transfer means to the person who must act, with libcurl's code kept:
/// Misconfigured where trying again cannot help (password, certificate, protocol), else Transient.
/// `text` is libcurl's own account, `http_status` the server's, 0 where there is none. Neither
/// `address` nor `text` may hold credentials.
[[noreturn]] void fail(CURLcode code, long http_status, const std::string& address,
                       const std::string& text);

/// Whether the failure means that the server has no such file.
bool means_missing(CURLcode code, long http_status);

}  // namespace nightjar::curl
