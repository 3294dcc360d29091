#include "config/source_reader.hpp"

#include <array>
#include <bit>
#include <limits>

#include "base/error.hpp"
#include "base/format.hpp"
#include "config/keys.hpp"
#include "config/source_url.hpp"
#include "yaml/mapping.hpp"

namespace nightjar::config {
namespace {

using feed::Credentials;
using feed::Source;
using std::chrono::seconds;

constexpr seconds a_day = std::chrono::hours(24);
constexpr seconds a_week = std::chrono::hours(24 * 7);

std::string read_url(const yaml::Value& value) {
  const std::string url = value.text();
  try {
    return folder_url(url);
  } catch (Error& error) {
    error.in(fmt::format("{}:{}", value.file(), value.line()));
    throw;
  }
}

/// The daemon's working directory is nobody's concern, so a file is named from the root.
std::filesystem::path read_path(const yaml::Value& value) {
  std::filesystem::path path = value.text();
  if (!path.is_absolute()) {
    value.fail(
        fmt::format("{} is \"{}\", which is not an absolute path", value.label(), path.string()),
        "write it from the root: /etc/nightjar/…");
  }
  return path;
}

Credentials read_login(const yaml::Value& value) {
  yaml::Mapping mapping(value, "login of the source", login_keys());
  constexpr std::array<std::pair<const char*, Credentials::From>, 3> places{
      {{"file", Credentials::From::file},
       {"netrc", Credentials::From::netrc},
       {"credential", Credentials::From::credential}}};
  Credentials credentials;
  for (const auto& [key, from] : places) {
    const auto place = mapping.find(key);
    if (!place) continue;
    if (credentials.from != Credentials::From::none) {
      place->fail(fmt::format("{} is not allowed: the login is given already", place->label()),
                  "keep one of file, netrc and credential");
    }
    const bool is_file = from != Credentials::From::credential;
    credentials = {from, is_file ? read_path(*place).string() : place->text()};
  }
  mapping.finish();
  if (credentials.from == Credentials::From::none) {
    value.fail("the login does not say where to read it",
               "write login: {credential: NAME}, or {file: PATH}, or {netrc: PATH}");
  }
  return credentials;
}

feed::LowSpeed read_low_speed(const yaml::Value& value) {
  yaml::Mapping mapping(value, "low_speed of the source", low_speed_keys());
  feed::LowSpeed limit;
  if (const auto bytes = mapping.find("bytes_per_second")) {
    limit.bytes_per_second = bytes->bytes(0, std::size_t{1} << 40);
  }
  if (const auto time = mapping.find("during")) limit.during = time->duration(seconds(1), a_day);
  mapping.finish();
  return limit;
}

feed::RetryPolicy read_retry(const yaml::Value& value) {
  constexpr double steepest = 10;
  yaml::Mapping mapping(value, "retry of the source", retry_keys());
  feed::RetryPolicy policy;
  if (const auto first = mapping.find("first")) policy.first = first->duration(seconds(1), a_day);
  if (const auto factor = mapping.find("factor")) policy.factor = factor->number(1, steepest);
  if (const auto time = mapping.find("longest")) policy.longest = time->duration(seconds(1), a_day);
  if (const auto jitter = mapping.find("jitter")) policy.jitter = jitter->number(0, 1);
  mapping.finish();
  if (policy.longest < policy.first) {
    mapping.fail("the longest wait of retry is shorter than the first", "correct one of them");
  }
  return policy;
}

/// zstd's windows have limits that are powers of two.
std::size_t read_window(const yaml::Value& value) {
  const std::size_t bytes = value.bytes(std::size_t{1} << 10, std::size_t{1} << 31);
  if (!std::has_single_bit(bytes)) {
    value.fail(fmt::format("{} is {} bytes, which is not a power of two", value.label(), bytes),
               "write 128 MiB, 256 MiB, 512 MiB, 1 GiB or 2 GiB");
  }
  return bytes;
}

compression::ExpansionLimits read_limits(const yaml::Value& value) {
  constexpr double largest_ratio = 1e9;
  yaml::Mapping mapping(value, "limits of the source", limits_keys());
  compression::ExpansionLimits limits;
  if (const auto bytes = mapping.find("max_expanded_bytes")) {
    limits.max_expanded_bytes = bytes->bytes(1, std::numeric_limits<std::size_t>::max());
  }
  if (const auto ratio = mapping.find("max_ratio")) {
    limits.max_ratio = ratio->number(1, largest_ratio);
  }
  if (const auto bytes = mapping.find("max_window")) limits.max_window = read_window(*bytes);
  mapping.finish();
  return limits;
}

/// A name beside the files, in which `{file}` may stand for the file's own.
std::string read_companion(const yaml::Value& value) {
  std::string name = value.text();
  if (name.empty() || name.find_first_of("/\\") != name.npos || name == "{file}") {
    value.fail(
        fmt::format("{} is \"{}\", which is not the name of another file", value.label(), name),
        "write a name such as _SUCCESS, {file}.done or {file}.sha256");
  }
  return name;
}

void read_entrance(Source& source, yaml::Mapping& mapping) {
  if (const auto login = mapping.find("login")) source.credentials = read_login(*login);
  if (const auto plain = mapping.find("plain_ftp"))
    source.plain_ftp = plain->one_of(plain_ftp_answers);
  if (const auto path = mapping.find("ca_file")) source.ca_file = read_path(*path);
  if (const auto path = mapping.find("ssh_key_file")) source.ssh_key_file = read_path(*path);
  if (const auto path = mapping.find("known_hosts_file")) {
    source.known_hosts_file = read_path(*path);
  }
}

void read_patience(Source& source, yaml::Mapping& mapping) {
  if (const auto time = mapping.find("connect_timeout")) {
    source.connect_timeout = time->duration(seconds(1), a_day);
  }
  if (const auto limit = mapping.find("low_speed")) source.low_speed = read_low_speed(*limit);
  if (const auto policy = mapping.find("retry")) source.retry = read_retry(*policy);
  if (const auto time = mapping.find("stable_for")) {
    source.stable_for = time->duration(seconds(0), a_day);
  }
  if (const auto time = mapping.find("give_up_after")) {
    source.give_up_after = time->duration(seconds(0), a_week);
  }
}

/// Better told when the file is read than in the first night.
void refuse_unasked_plain_ftp(const Source& source, const yaml::Value& place) {
  if (!source.url.starts_with("ftp://") || source.plain_ftp == feed::PlainFtp::allowed) return;
  place.fail(fmt::format("{} is plain FTP, which sends password and data in clear text",
                         without_login(source.url)),
             "use ftps:// (FTP with TLS), or ask for it: source: {url: ftp://…, plain_ftp: "
             "allowed}");
}

}  // namespace

Source read_source(const yaml::Value& value) {
  Source source;
  if (!value.is_map()) {
    source.url = read_url(value);
    refuse_unasked_plain_ftp(source, value);
    return source;
  }
  yaml::Mapping mapping(value, "the source", source_keys());
  const yaml::Value url = mapping.require("url");
  source.url = read_url(url);
  read_entrance(source, mapping);
  read_patience(source, mapping);
  if (const auto name = mapping.find("marker")) source.marker = read_companion(*name);
  if (const auto name = mapping.find("checksum")) source.checksum = read_companion(*name);
  if (const auto limits = mapping.find("limits")) source.limits = read_limits(*limits);
  mapping.finish();
  refuse_unasked_plain_ftp(source, url);
  return source;
}

Source at_url(Source source, const std::string& url) {
  source.url = folder_url(url);
  if (source.credentials.from == Credentials::From::none) {
    source.plain_ftp = feed::PlainFtp::allowed;
  }
  return source;
}

}  // namespace nightjar::config
