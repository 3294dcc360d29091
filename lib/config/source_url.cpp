#include "config/source_url.hpp"

#include <algorithm>
#include <array>

#include "base/error.hpp"
#include "base/format.hpp"

namespace nightjar::config {
namespace {

constexpr std::array<std::string_view, 6> schemes{"ftp", "ftps", "sftp", "http", "https", "file"};

[[noreturn]] void refuse(std::string_view url, std::string_view fault) {
  throw Misconfigured(fmt::format("the source \"{}\" {}", without_login(url), fault),
                      "write the URL of the folder, such as sftp://ftp.example.com/export/ or "
                      "file:///srv/export/");
}

}  // namespace

std::string without_login(std::string_view url) {
  const std::size_t mark = url.find("://");
  const std::size_t host = mark == url.npos ? 0 : mark + 3;
  const std::size_t at = url.substr(0, url.find('/', host)).rfind('@');
  if (at == url.npos || at < host) return std::string(url);
  return fmt::format("{}…{}", url.substr(0, host), url.substr(at));
}

std::string folder_url(std::string_view url) {
  const std::size_t mark = url.find("://");
  if (mark == url.npos) refuse(url, "is not a URL");
  const std::string_view scheme = url.substr(0, mark);
  const std::string_view rest = url.substr(mark + 3);
  if (std::find(schemes.begin(), schemes.end(), scheme) == schemes.end()) {
    refuse(url, "has a scheme that files cannot be fetched by");
  }
  const bool has_path_only = rest.starts_with('/');
  if (scheme == "file" && !has_path_only) refuse(url, "needs a third slash: file:///folder/");
  if (scheme != "file" && (rest.empty() || has_path_only)) refuse(url, "names no host");
  if (url.find_first_of("?# \t\n") != url.npos) {
    refuse(url, "contains a space, ? or #: write %20, %3F or %23");
  }
  return std::string(url) + (rest.ends_with('/') ? "" : "/");
}

}  // namespace nightjar::config
