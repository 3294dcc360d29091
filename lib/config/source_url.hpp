#pragma once

#include <string>
#include <string_view>

namespace nightjar::config {

/// The URL of the folder with a dataset's files, with a slash at its end. Throws Misconfigured
/// unless it is `ftp://`, `ftps://`, `sftp://`, `http(s)://host/…` or `file:///…`.
std::string folder_url(std::string_view url);

/// The URL without the user and password before its host: for messages and logs.
std::string without_login(std::string_view url);

}  // namespace nightjar::config
