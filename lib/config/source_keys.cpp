#include "config/forms.hpp"
#include "config/keys.hpp"

namespace nightjar::config {

using Use = yaml::Key::Use;

const yaml::Keys& source_keys() {
  static const yaml::Keys keys{
      "source",
      "`source` of a dataset",
      {
          {.name = "url",
           .form = forms::text(),
           .meaning = "The folder of the files: `ftps://` (FTP with explicit TLS), `sftp://`, "
                      "`https://`, `http://`, `file:///`, or `ftp://` where `plain_ftp` allows it. "
                      "Never write a password in it.",
           .by_default = {},
           .example = "url: ftps://ftp.example.com/export/",
           .use = Use::required},
          {.name = "login",
           .form = forms::map(login_keys()),
           .meaning = "Where user name and password come from.",
           .by_default = "(anonymous)",
           .example = "login: {credential: login_vendor}"},
          {.name = "plain_ftp",
           .form = forms::word(plain_ftp_answers),
           .meaning = "Whether password and data may be sent in clear text.",
           .by_default = "refused",
           .example = "{url: \"ftp://ftp.example.com/export/\", plain_ftp: allowed}"},
          {.name = "ca_file",
           .form = forms::text(),
           .meaning = "A PEM file with the certificate authorities to trust. Absolute path.",
           .by_default = "(the system's authorities)",
           .example = "ca_file: /etc/nightjar/ca.pem"},
          {.name = "ssh_key_file",
           .form = forms::text(),
           .meaning = "`sftp`: a private key, in place of a password. Absolute path.",
           .by_default = "(none)",
           .example = "ssh_key_file: /etc/nightjar/id"},
          {.name = "known_hosts_file",
           .form = forms::text(),
           .meaning = "`sftp`: the host keys to trust. Absolute path.",
           .by_default = "(none)",
           .example = "known_hosts_file: /etc/nightjar/known_hosts"},
          {.name = "connect_timeout",
           .form = forms::duration(),
           .meaning = "How long connecting may take, login included.",
           .by_default = "60s",
           .example = "connect_timeout: 2min"},
          {.name = "low_speed",
           .form = forms::map(low_speed_keys()),
           .meaning = "When a slow transfer counts as failed.",
           .by_default = "(the defaults of its keys)",
           .example = "low_speed: {bytes_per_second: 1 KiB, during: 60s}"},
          {.name = "retry",
           .form = forms::map(retry_keys()),
           .meaning = "When a failed transfer is tried again.",
           .by_default = "(the defaults of its keys)",
           .example = "retry: {first: 5s, factor: 2, longest: 5min, jitter: 0.25}"},
          {.name = "stable_for",
           .form = forms::duration(),
           .meaning = "A file that changed within this time is still being written.",
           .by_default = "(`60s`; `0s` for `file:`)",
           .example = "stable_for: 5min"},
          {.name = "give_up_after",
           .form = forms::duration(),
           .meaning = "How long one night waits for files to be there and complete, and how long "
                      "all its transfers may take together.",
           .by_default = "1h",
           .example = "give_up_after: 3h"},
          {.name = "marker",
           .form = forms::text(),
           .meaning = "A file that says that another one is complete. `{file}` stands for the name "
                      "of the other.",
           .by_default = "(none)",
           .example = "marker: \"{file}.done\""},
          {.name = "checksum",
           .form = forms::text(),
           .meaning = "A file with the SHA-256 or MD5 digest of another one.",
           .by_default = "(none)",
           .example = "checksum: \"{file}.sha256\""},
          {.name = "limits",
           .form = forms::map(limits_keys()),
           .meaning = "How far a packed file may expand.",
           .by_default = "(the defaults of its keys)",
           .example = "limits: {max_expanded_bytes: 1 TiB, max_ratio: 200, max_window: 128 MiB}"},
      },
  };
  return keys;
}

const yaml::Keys& login_keys() {
  static const yaml::Keys keys{
      "login",
      "`login` of a source",
      {
          {.name = "credential",
           .form = forms::text(),
           .meaning = "A systemd credential (`LoadCredential=`) with one line `user:password`. Use "
                      "one of `credential`, `file` and `netrc`.",
           .by_default = {},
           .example = "{credential: login_vendor}"},
          {.name = "file",
           .form = forms::text(),
           .meaning = "A file with one line `user:password`. Absolute path.",
           .by_default = {},
           .example = "{file: /etc/nightjar/login_vendor}"},
          {.name = "netrc",
           .form = forms::text(),
           .meaning = "A file in the form of `~/.netrc`; the host selects the line. Absolute path.",
           .by_default = {},
           .example = "{netrc: /etc/nightjar/netrc}"},
      },
  };
  return keys;
}

const yaml::Keys& low_speed_keys() {
  static const yaml::Keys keys{
      "low_speed",
      "`low_speed` of a source",
      {
          {.name = "bytes_per_second",
           .form = forms::size(),
           .meaning = "A transfer that stays below this rate has failed; `0`: only one that stands "
                      "still.",
           .by_default = "1 KiB",
           .example = "bytes_per_second: 10 KiB"},
          {.name = "during",
           .form = forms::duration(),
           .meaning = "How long it must stay below.",
           .by_default = "60s",
           .example = "during: 5min"},
      },
  };
  return keys;
}

const yaml::Keys& retry_keys() {
  static const yaml::Keys keys{
      "retry",
      "`retry` of a source",
      {
          {.name = "first",
           .form = forms::duration(),
           .meaning = "The wait before the first retry.",
           .by_default = "5s",
           .example = "first: 10s"},
          {.name = "factor",
           .form = forms::number(),
           .meaning = "Each further wait is longer by this factor, 1 to 10.",
           .by_default = "2",
           .example = "factor: 1.5"},
          {.name = "longest",
           .form = forms::duration(),
           .meaning = "No wait is longer than this.",
           .by_default = "5min",
           .example = "longest: 10min"},
          {.name = "jitter",
           .form = forms::number(),
           .meaning = "Each wait is shortened or lengthened at random by up to this part of "
                      "itself, 0 to 1.",
           .by_default = "0.25",
           .example = "jitter: 0"},
      },
  };
  return keys;
}

const yaml::Keys& limits_keys() {
  static const yaml::Keys keys{
      "limits",
      "`limits` of a source",
      {
          {.name = "max_expanded_bytes",
           .form = forms::size(),
           .meaning = "The most bytes that a file may have once it is unpacked.",
           .by_default = "1 TiB",
           .example = "max_expanded_bytes: 100 GiB"},
          {.name = "max_ratio",
           .form = forms::number(),
           .meaning = "The most bytes that one packed byte may become.",
           .by_default = "200",
           .example = "max_ratio: 1000"},
          {.name = "max_window",
           .form = forms::size(),
           .meaning = "The most memory for a zstd file packed with `--long`: a power of two, at "
                      "most `2 GiB`.",
           .by_default = "128 MiB",
           .example = "max_window: 2 GiB"},
      },
  };
  return keys;
}

}  // namespace nightjar::config
