#include "curl/url.hpp"

#include <algorithm>
#include <array>
#include <memory>

#include <curl/curl.h>

#include "base/ascii.hpp"
#include "base/error.hpp"
#include "base/format.hpp"

namespace nightjar::curl {
namespace {

constexpr std::array<std::string_view, 6> schemes{"ftp", "ftps", "sftp", "http", "https", "file"};
constexpr auto remedy =
    "write it as ftps://host/folder/ (or ftp, sftp, http, https), or file:///folder/";

using Handle = std::unique_ptr<CURLU, decltype([](CURLU* handle) { curl_url_cleanup(handle); })>;

std::string without_userinfo(std::string_view text) {
  const auto at = text.rfind('@');
  return std::string(at == std::string_view::npos ? text : text.substr(at + 1));
}

std::string part_of(CURLU* url, CURLUPart part, unsigned flags = 0) {
  char* text = nullptr;
  if (curl_url_get(url, part, &text, flags) != CURLUE_OK) return {};
  std::string result(text);
  curl_free(text);
  return result;
}

Handle parse(std::string_view text) {
  Handle url(curl_url());
  const CURLUcode code = curl_url_set(url.get(), CURLUPART_URL, std::string(text).c_str(), 0);
  if (code != CURLUE_OK) {
    throw Misconfigured(fmt::format("\"{}\" is not a source's URL: {}", without_userinfo(text),
                                    curl_url_strerror(code)),
                        remedy);
  }
  return url;
}

/// Percent-encodes everything except the unreserved characters of RFC 3986 and the slash.
std::string escaped(std::string_view path) {
  std::string result;
  for (const char c : path) {
    const bool plain =
        is_digit(c) || is_letter(c) || std::string_view("-._~/").find(c) != std::string_view::npos;
    result += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return result;
}

}  // namespace

Url::Url(std::string_view text) {
  const Handle url = parse(text);
  scheme_ = part_of(url.get(), CURLUPART_SCHEME);
  user_ = part_of(url.get(), CURLUPART_USER, CURLU_URLDECODE);
  password_ = part_of(url.get(), CURLUPART_PASSWORD, CURLU_URLDECODE);
  authority_ = part_of(url.get(), CURLUPART_HOST);
  path_ = part_of(url.get(), CURLUPART_PATH);
  if (const std::string port = part_of(url.get(), CURLUPART_PORT); !port.empty()) {
    authority_ += ":" + port;
  }
  if (std::find(schemes.begin(), schemes.end(), scheme_) == schemes.end() ||
      !part_of(url.get(), CURLUPART_QUERY).empty() ||
      !part_of(url.get(), CURLUPART_FRAGMENT).empty()) {
    throw Misconfigured(fmt::format("{}: not the URL of a folder that files are fetched from",
                                    without_userinfo(address())),
                        remedy);
  }
}

Url Url::folder() const {
  Url result = *this;
  if (!result.path_.ends_with('/')) result.path_ += '/';
  return result;
}

Url Url::child(std::string_view name) const {
  Url result = folder();
  result.path_ += escaped(name);
  return result;
}

std::filesystem::path Url::local_path() const {
  int length = 0;
  char* text = curl_easy_unescape(nullptr, path_.c_str(), static_cast<int>(path_.size()), &length);
  std::filesystem::path result(std::string(text, static_cast<std::size_t>(length)));
  curl_free(text);
  return result;
}

std::string Url::for_libcurl() const {
  const std::string scheme = scheme_ == "ftps" ? "ftp" : scheme_;
  return scheme + "://" + authority_ + path_;
}

}  // namespace nightjar::curl
