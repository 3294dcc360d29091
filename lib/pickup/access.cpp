#include "pickup/access.hpp"

#include <filesystem>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/format.hpp"
#include "systemd/credential.hpp"

namespace nightjar::pickup {
namespace {

using From = feed::Credentials::From;

void read_login(const std::filesystem::path& file, curl::Access& access) {
  std::string line = read_text(file);
  line.erase(line.find_last_not_of("\r\n") + 1);
  const auto colon = line.find(':');
  if (colon == std::string::npos || colon == 0 || line.find('\n') != std::string::npos) {
    throw Misconfigured(fmt::format("{}: is not one line user:password", file.string()),
                        "write user, a colon and the password in one line");
  }
  access.user = line.substr(0, colon);
  access.password = line.substr(colon + 1);
}

/// The named file must be readable: libcurl ignores a file that is not, and logs in anonymously.
const std::filesystem::path& readable(const std::filesystem::path& file) {
  if (!file.empty()) read_text(file);
  return file;
}

}  // namespace

curl::Access access_to(const feed::Source& source) {
  curl::Access access;
  const feed::Credentials& credentials = source.credentials;
  if (credentials.from == From::file) read_login(credentials.name, access);
  if (credentials.from == From::credential) {
    read_login(systemd::credential(credentials.name), access);
  }
  if (credentials.from == From::netrc) access.netrc_file = readable(credentials.name);
  access.ca_file = readable(source.ca_file);
  access.ssh_key_file = readable(source.ssh_key_file);
  access.known_hosts_file = readable(source.known_hosts_file);
  access.connect_timeout = source.connect_timeout;
  access.low_speed_bytes = source.low_speed.bytes_per_second;
  access.low_speed_time = source.low_speed.during;
  return access;
}

}  // namespace nightjar::pickup
