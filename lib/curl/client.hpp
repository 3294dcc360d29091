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

/// How to log in to a server.
struct Access {
  std::string user;      ///< empty: anonymous, or from the netrc file
  std::string password;  ///< never printed; removed from libcurl's messages
  std::filesystem::path netrc_file;
  std::filesystem::path ca_file;  ///< PEM; empty: the system's authorities
  std::filesystem::path ssh_key_file;
  std::filesystem::path known_hosts_file;  ///< sftp: a host that is not in it is refused
  /// Includes the login: pure-ftpd takes 3 s for one, others more.
  std::chrono::seconds connect_timeout{60};
  /// The transfer fails if it is slower than this many bytes per second for all of low_speed_time.
  std::uint64_t low_speed_bytes = 1024;
  std::chrono::seconds low_speed_time{60};
};

/// The state of a file according to the server.
struct FileState {
  std::uint64_t bytes = 0;
  std::optional<Instant> modified;  ///< to the second; some servers do not report it

  bool operator==(const FileState&) const = default;
};

/// A file in a listing.
struct ListingEntry {
  std::string name;
  std::optional<Instant> modified;  ///< to the second; nothing if the listing does not report it

  bool operator==(const ListingEntry&) const = default;
};

/// Requests to servers through one libcurl handle, which keeps the connection and the TLS session
/// between calls. For one thread.
///
/// Every call throws Transient or Misconfigured, with curl_code(), if it fails, and rethrows the
/// exceptions of `sink` and `watch`.
class Client {
 public:
  using Sink = std::function<void(std::string_view)>;
  /// Called about once per second during a transfer, also if nothing arrives. It ends the transfer
  /// by throwing.
  using Watch = std::function<void()>;

  explicit Client(Access access, Watch watch = {});
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  /// Every later call ends by then, with Transient if it is not done.
  void finish_by(std::chrono::steady_clock::time_point deadline);

  /// The names of the files in a folder, sorted, without folders in front. For ftp, ftps and sftp
  /// only: HTTP has no listing.
  std::vector<std::string> names(const Url& folder);
  /// The same with the files' times if one listing reports them (MLSD, RFC 3659); otherwise
  /// without.
  std::vector<ListingEntry> list(const Url& folder);
  /// Size and time of a file; nothing if it does not exist.
  std::optional<FileState> look(const Url& file);
  /// Passes the bytes of a file from `offset` on to `sink`.
  void download(const Url& file, std::uint64_t offset, const Sink& sink);

 private:
  std::optional<std::string> listing(const Url& folder, const char* command);

  struct Handle;
  std::unique_ptr<Handle> handle_;
};

}  // namespace nightjar::curl
