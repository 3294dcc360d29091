#pragma once

#include <string>

#include <curl/curl.h>

namespace nightjar::curl {

/// Throws the error that a failed transfer means for the person who must act, with libcurl's code:
/// Misconfigured if a repetition cannot help (password, certificate, protocol), else Transient.
/// `text` is libcurl's message, `http_status` the server's status, or 0. Neither `address` nor
/// `text` may contain credentials.
[[noreturn]] void fail(CURLcode code, long http_status, const std::string& address,
                       const std::string& text);

/// Whether the failure means that the server does not have the file.
bool means_missing(CURLcode code, long http_status);

}  // namespace nightjar::curl
