#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "curl/url.hpp"

namespace nightjar::curl {

/// How a server is entered.
struct Access {
  std::string user;      ///< empty: anonymous, or what the netrc file says
  std::string password;  ///< never printed; taken out of libcurl's texts
  std::filesystem::path netrc_file;
  std::filesystem::path ca_file;  ///< PEM; empty: the system's authorities
  std::filesystem::path ssh_key_file;
  std::filesystem::path known_hosts_file;  ///< sftp: a host that is not in it is refused
  /// Covers the login: pure-ftpd takes 3 s for one, others more.
  std::chrono::seconds connect_timeout{60};
  /// Below this many bytes a second for all of low_speed_time the transfer fails.
  std::uint64_t low_speed_bytes = 1024;
  std::chrono::seconds low_speed_time{60};
};

/// What a server says of a file.
struct FileState {
  std::uint64_t bytes = 0;
  std::optional<Instant> modified;  ///< to the second; some servers do not tell

  bool operator==(const FileState&) const = default;
};

/// A file in a listing.
struct ListingEntry {
  std::string name;
  std::optional<Instant> modified;  ///< to the second; nothing where the listing does not tell

  bool operator==(const ListingEntry&) const = default;
};

/// Conversations with servers by one libcurl handle, which keeps the connection and the TLS
/// session between calls. For one thread.
///
/// Every call throws Transient or Misconfigured, with curl_code(), where it fails, and whatever
/// `sink` or `watch` throw.
class Client {
 public:
  using Sink = std::function<void(std::string_view)>;
  /// Called about once a second during a transfer, also when nothing arrives. It ends the transfer
  /// by throwing.
  using Watch = std::function<void()>;

  explicit Client(Access access, Watch watch = {});
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  /// Every later call ends by then, with Transient where it is not done.
  void finish_by(std::chrono::steady_clock::time_point deadline);

  /// The names of the files in a folder, sorted, without folders before them. ftp, ftps and sftp
  /// only: HTTP has no listing.
  std::vector<std::string> names(const Url& folder);
  /// The same with the files' times where one listing tells them (MLSD, RFC 3659); otherwise
  /// without.
  std::vector<ListingEntry> list(const Url& folder);
  /// Size and time of a file; nothing where there is no such file.
  std::optional<FileState> look(const Url& file);
  /// Hands the bytes of a file from `offset` on to `sink`.
  void download(const Url& file, std::uint64_t offset, const Sink& sink);

 private:
  std::optional<std::string> listing(const Url& folder, const char* command);

  struct Handle;
  std::unique_ptr<Handle> handle_;
};

}  // namespace nightjar::curl
