#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compression/expansion_limits.hpp"

namespace nightjar::feed {

/// Which of several files that match a pattern is used.
enum class Newest {
  by_name,  ///< the latest date, time and version in the name (`reviews-2021-12-17.json.gz`)
  by_time,  ///< the latest modification time at the source
};

/// What stands for the date in a folder's name.
constexpr std::string_view date_slot = "{date}";

/// The file or files of a feed at a source.
struct FilePattern {
  /// A name (`reviews.json`), which may include folders, or a pattern: `*` matches any characters
  /// and `?` one, in the last part only. `{date}` in a folder's name stands for the newest date.
  std::string name{};
  /// Alternative names and patterns; the first that exists is used if `name` does not.
  std::vector<std::string> alternatives{};
  Newest newest = Newest::by_name;  ///< among the files that match a pattern
  /// The file inside a .zip, or a pattern that matches one; empty if there is only one.
  std::string member{};
  /// Whether the dump is all files of the newest date that match a pattern, not only one.
  bool all_parts = false;
  /// With all_parts: a name or pattern, as `name`, of the vendor's list of the parts, which then
  /// are the files that it lists. Empty if there is none.
  std::string manifest{};

  bool operator==(const FilePattern&) const = default;
};

/// The source of user name and password. Never the URL: that is visible in logs and in `ps`.
struct Credentials {
  enum class From {
    none,        ///< anonymous, or the URL's user without a password
    file,        ///< `name` is a file with one line, `user:password`
    netrc,       ///< `name` is a file in the format of ~/.netrc, searched by host
    credential,  ///< `name` is a systemd credential (LoadCredential=) with `user:password`
  };
  From from = From::none;
  std::string name;

  bool operator==(const Credentials&) const = default;
};

/// Whether passwords and data may be sent in clear text (ftp://).
enum class PlainFtp { refused, allowed };

/// How a failed transfer is repeated: after `first`, and each time `factor` times as long up to
/// `longest`; each wait is varied at random by up to `jitter` of itself.
struct RetryPolicy {
  std::chrono::seconds first{5};
  double factor = 2;
  std::chrono::seconds longest{300};
  double jitter = 0.25;

  bool operator==(const RetryPolicy&) const = default;
};

/// A transfer that is slower than `bytes_per_second` for all of `during` has failed; 0 means that
/// only a stalled transfer has.
struct LowSpeed {
  std::uint64_t bytes_per_second = 1024;
  std::chrono::seconds during{60};

  bool operator==(const LowSpeed&) const = default;
};

/// Where a dataset's files come from, and when they count as complete.
struct Source {
  /// The folder, with a slash at the end: `ftp://`, `ftps://` (FTP with explicit TLS), `sftp://`,
  /// `http://`, `https://` or `file:///`.
  std::string url;
  Credentials credentials;
  PlainFtp plain_ftp = PlainFtp::refused;
  std::filesystem::path ca_file;           ///< PEM; empty: the system's authorities
  std::filesystem::path ssh_key_file;      ///< sftp, in place of a password; may be empty
  std::filesystem::path known_hosts_file;  ///< sftp: the host keys that are trusted

  /// Includes the login, which some servers delay by seconds.
  std::chrono::seconds connect_timeout{60};
  LowSpeed low_speed;
  RetryPolicy retry;

  /// A file that changed within this time is still being written. Default: 60 s over the network
  /// and 0 for `file:`.
  std::optional<std::chrono::seconds> stable_for;
  /// How long to wait for files to be complete, and to repeat attempts; and how long all network
  /// transfers may take together.
  std::chrono::seconds give_up_after{std::chrono::hours(1)};

  /// A file that marks another as complete, `_SUCCESS` or `{file}.done`; may be empty.
  std::string marker;
  /// A file with the digest of another, `{file}.sha256` or `{file}.md5`; may be empty.
  std::string checksum;

  compression::ExpansionLimits limits;

  [[nodiscard]] std::chrono::seconds stable_after() const {
    const bool local = url.starts_with("file:");
    return stable_for.value_or(std::chrono::seconds(local ? 0 : 60));
  }

  bool operator==(const Source&) const = default;
};

}  // namespace nightjar::feed
