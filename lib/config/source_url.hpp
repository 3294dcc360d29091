#pragma once

#include <string>
#include <string_view>

namespace nightjar::config {

/// The URL of the folder that a dataset's files are in, with a slash at its end. Throws
/// Misconfigured unless it is `ftp://`, `ftps://`, `sftp://`, `http(s)://host/…` or `file:///…`.
std::string folder_url(std::string_view url);

/// The URL without the user and password that may stand before its host: for people and logs.
std::string without_login(std::string_view url);

}  // namespace nightjar::config
