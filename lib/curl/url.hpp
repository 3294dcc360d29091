#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace nightjar::curl {

/// The address of a folder or file at a source. User and password are removed from the text: only
/// user() and password() return them.
class Url {
 public:
  /// Schemes: ftp, ftps, sftp, http, https, file. Throws Misconfigured, without the text's user and
  /// password, for any other scheme, or a query or fragment.
  explicit Url(std::string_view text);

  [[nodiscard]] const std::string& scheme() const { return scheme_; }
  [[nodiscard]] const std::string& user() const { return user_; }
  [[nodiscard]] const std::string& password() const { return password_; }
  [[nodiscard]] bool is_local() const { return scheme_ == "file"; }

  /// The address for messages: `ftps://host:2121/dumps/books.json`.
  [[nodiscard]] std::string address() const { return scheme_ + "://" + authority_ + path_; }
  /// The same as a folder, with a slash at the end.
  [[nodiscard]] Url folder() const;
  /// The file `name` of this folder; the name may include folders and any characters.
  [[nodiscard]] Url child(std::string_view name) const;
  /// The path on this machine of a `file:` address.
  [[nodiscard]] std::filesystem::path local_path() const;
  /// The text for libcurl. FTP with TLS is explicit (AUTH TLS on the normal port), for which
  /// libcurl expects `ftp:`; its own `ftps:` is the implicit kind, which RFC 4217 dropped.
  [[nodiscard]] std::string for_libcurl() const;

 private:
  std::string scheme_;
  std::string user_;
  std::string password_;
  std::string authority_;  ///< host and port
  std::string path_;       ///< escaped, with the slash in front
};

}  // namespace nightjar::curl
