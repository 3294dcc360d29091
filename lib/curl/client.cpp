#include "curl/client.hpp"

#include <algorithm>
#include <array>
#include <exception>
#include <utility>

#include <curl/curl.h>

#include "base/error.hpp"
#include "base/format.hpp"
#include "curl/failure.hpp"

namespace nightjar::curl {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr std::size_t max_listing_bytes = std::size_t{64} << 20;

/// A handle for transfers, which curl_easy_cleanup() frees. The first call initializes libcurl.
CURL* new_handle() {
  static const CURLcode code = curl_global_init(CURL_GLOBAL_DEFAULT);
  CURL* const handle = code == CURLE_OK ? curl_easy_init() : nullptr;
  if (handle == nullptr) throw Misconfigured("libcurl cannot be initialized");
  return handle;
}

std::string_view take_line(std::string_view& listing) {
  const auto end = std::min(listing.find('\n'), listing.size());
  std::string_view line = listing.substr(0, end);
  listing.remove_prefix(std::min(end + 1, listing.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

/// The last parts of the lines of a listing: some servers put the folder in front of each name.
std::vector<std::string> names_in(std::string_view listing) {
  std::vector<std::string> names;
  while (!listing.empty()) {
    std::string_view line = take_line(listing);
    line.remove_prefix(line.rfind('/') + 1);  // npos + 1 is 0
    if (!line.empty() && line != "." && line != "..") names.emplace_back(line);
  }
  std::sort(names.begin(), names.end());
  return names;
}

/// The value of a fact of RFC 3659 (`modify=20211217020000;size=7;`), in lower case; empty if it is
/// missing.
std::string fact(std::string_view facts, std::string_view name) {
  std::string lower(facts);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  const std::string key = fmt::format(";{}=", name);
  const auto begin = (";" + lower).find(key);
  if (begin == std::string::npos) return {};
  const auto value = begin + key.size() - 1;
  return lower.substr(value, lower.find(';', value) - value);
}

/// `20211217020000`, in UTC; a fraction of the second is ignored, as by SIZE and MDTM.
std::optional<Instant> time_of(const std::string& text) {
  if (text.size() < 14) return std::nullopt;
  return parse_instant(fmt::format("{}-{}-{}T{}:{}:{}Z", text.substr(0, 4), text.substr(4, 2),
                                   text.substr(6, 2), text.substr(8, 2), text.substr(10, 2),
                                   text.substr(12, 2)));
}

/// The files of an MLSD listing: facts, a blank, and the name.
std::vector<ListingEntry> files_in(std::string_view listing) {
  std::vector<ListingEntry> files;
  while (!listing.empty()) {
    const std::string_view line = take_line(listing);
    const auto blank = std::min(line.find(' '), line.size());
    const std::string_view facts = line.substr(0, blank);
    const std::string type = fact(facts, "type");
    if (blank + 1 >= line.size() || type == "dir" || type == "cdir" || type == "pdir") continue;
    // If it is not a plain file, for example a link, the time may be that of the link.
    const auto time = type == "file" ? time_of(fact(facts, "modify")) : std::nullopt;
    files.push_back({std::string(line.substr(blank + 1)), time});
  }
  return files;
}

}  // namespace

/// libcurl's handle, its settings, and the data of its callbacks during one transfer. Exceptions
/// must not pass through libcurl's C code: they are stored and rethrown after it.
struct Client::Handle {
  Handle(Access how, Watch observer) : access(std::move(how)), watch(std::move(observer)) {}
  ~Handle() { curl_easy_cleanup(easy); }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;

  template <class Value>
  void set(CURLoption option, Value value) {
    if (const CURLcode code = curl_easy_setopt(easy, option, value); code != CURLE_OK) {
      throw Misconfigured(fmt::format("this libcurl cannot set its option {}: {}",
                                      static_cast<int>(option), curl_easy_strerror(code)));
    }
  }
  void set_text(CURLoption option, const std::string& text) {
    if (!text.empty()) set(option, text.c_str());
  }

  /// All options are set again for each transfer: reset() keeps connections, sessions and cookies
  /// only.
  void prepare(const Url& url, const Sink& target) {
    curl_easy_reset(easy);
    sink = &target;
    thrown = nullptr;
    error_text.front() = '\0';
    set(CURLOPT_ERRORBUFFER, error_text.data());
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_PROTOCOLS_STR, "ftp,sftp,http,https");
    set(CURLOPT_REDIR_PROTOCOLS_STR, url.scheme() == "http" ? "http,https" : "https");
    set(CURLOPT_FOLLOWLOCATION, 1L);
    set(CURLOPT_MAXREDIRS, 5L);
    set(CURLOPT_FAILONERROR, 1L);
    set(CURLOPT_URL, url.for_libcurl().c_str());
    set_callbacks();
    set_patience(url);
    set_trust(url);
    set_login(url);
  }

  void set_callbacks() {
    set(CURLOPT_WRITEFUNCTION, &Handle::on_bytes);
    set(CURLOPT_WRITEDATA, this);
    set(CURLOPT_BUFFERSIZE, 256L << 10);
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_XFERINFOFUNCTION, &Handle::on_progress);
    set(CURLOPT_XFERINFODATA, this);
  }

  void set_patience(const Url& url) {
    if (deadline) {
      const auto left = std::chrono::ceil<milliseconds>(*deadline - steady_clock::now());
      if (left <= milliseconds(0)) overdue(url, CURLE_OPERATION_TIMEDOUT);
      set(CURLOPT_TIMEOUT_MS, static_cast<long>(left.count()));
    }
    const long low_speed = std::max(1L, static_cast<long>(access.low_speed_bytes));
    set(CURLOPT_CONNECTTIMEOUT, static_cast<long>(access.connect_timeout.count()));
    set(CURLOPT_SERVER_RESPONSE_TIMEOUT, static_cast<long>(access.connect_timeout.count()));
    set(CURLOPT_LOW_SPEED_LIMIT, low_speed);
    set(CURLOPT_LOW_SPEED_TIME, static_cast<long>(access.low_speed_time.count()));
    // A control connection is silent during a long transfer; firewalls drop silent connections.
    set(CURLOPT_TCP_KEEPALIVE, 1L);
  }

  void set_trust(const Url& url) {
    set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    set(CURLOPT_SSL_VERIFYPEER, 1L);
    set(CURLOPT_SSL_VERIFYHOST, 2L);
    set_text(CURLOPT_CAINFO, access.ca_file.string());
    if (url.scheme() == "ftps") {
      set(CURLOPT_USE_SSL, static_cast<long>(CURLUSESSL_ALL));
      set(CURLOPT_FTPSSLAUTH, static_cast<long>(CURLFTPAUTH_TLS));
    }
    if (url.scheme() == "sftp") {
      // Without a file libcurl would trust every host.
      const auto& hosts = access.known_hosts_file;
      set(CURLOPT_SSH_KNOWNHOSTS, hosts.empty() ? "/etc/ssh/ssh_known_hosts" : hosts.c_str());
      set_text(CURLOPT_SSH_PRIVATE_KEYFILE, access.ssh_key_file.string());
    }
  }

  void set_login(const Url& url) {
    set_text(CURLOPT_USERNAME, access.user.empty() ? url.user() : access.user);
    set_text(CURLOPT_PASSWORD, password_for(url));
    if (!access.netrc_file.empty()) {
      set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_OPTIONAL));
      set(CURLOPT_NETRC_FILE, access.netrc_file.c_str());
    }
  }

  [[nodiscard]] const std::string& password_for(const Url& url) const {
    return access.password.empty() ? url.password() : access.password;
  }

  CURLcode perform() {
    const CURLcode code = curl_easy_perform(easy);
    if (thrown) std::rethrow_exception(std::exchange(thrown, nullptr));
    return code;
  }

  [[noreturn]] static void overdue(const Url& url, CURLcode code) {
    Transient error(fmt::format("{}: not done in the time allowed", url.address()),
                    "increase give_up_after of the source if the network or the server is that "
                    "slow; the part of a file that has arrived is kept for the next attempt");
    error.set_curl_code(static_cast<int>(code));
    throw error;
  }

  [[noreturn]] void fail_at(CURLcode code, const Url& url) {
    // libcurl's clock may be a little ahead.
    constexpr milliseconds margin{100};
    if (code == CURLE_OPERATION_TIMEDOUT && deadline && steady_clock::now() + margin >= *deadline) {
      overdue(url, code);
    }
    std::string account(error_text.data());
    const std::string& secret = password_for(url);
    for (std::size_t at = 0;
         !secret.empty() && (at = account.find(secret, at)) != std::string::npos;) {
      account.replace(at, secret.size(), "***");
      at += 3;
    }
    fail(code, http_status(), url.address(), account);
  }

  [[nodiscard]] long http_status() const {
    long status = 0;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    return status;
  }

  template <class Act>
  bool guarded(const Act& act) {
    if (thrown) return false;
    try {
      act();
    } catch (...) {
      thrown = std::current_exception();
    }
    return !thrown;
  }

  static std::size_t on_bytes(const char* bytes, std::size_t size, std::size_t count, void* self) {
    auto* handle = static_cast<Handle*>(self);
    const std::string_view piece(bytes, size * count);
    return handle->guarded([&] { (*handle->sink)(piece); }) ? piece.size() : 0;
  }

  static int on_progress(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    auto* handle = static_cast<Handle*>(self);
    return handle->guarded([&] {
      if (handle->watch) handle->watch();
    })
               ? 0
               : 1;
  }

  /// Whether the listing failed because the folder is empty: vsftpd and others then answer "no such
  /// file".
  [[nodiscard]] bool found_nothing(CURLcode code) const {
    const long reply = http_status();
    return code == CURLE_REMOTE_FILE_NOT_FOUND ||
           (code == CURLE_FTP_COULDNT_RETR_FILE && (reply == 550 || reply == 450));
  }

  /// Whether the server does not support the command of a listing (RFC 959, 4.2.1).
  [[nodiscard]] bool did_not_understand(CURLcode code) const {
    const long reply = http_status();
    return code == CURLE_FTP_COULDNT_RETR_FILE &&
           (reply == 500 || reply == 501 || reply == 502 || reply == 504);
  }

  CURL* easy = new_handle();
  Access access;
  Watch watch;
  std::optional<steady_clock::time_point> deadline;
  bool has_mlsd = true;  ///< as far as is known
  const Sink* sink = nullptr;
  std::exception_ptr thrown;
  std::array<char, CURL_ERROR_SIZE> error_text{};
};

Client::Client(Access access, Watch watch)
    : handle_(std::make_unique<Handle>(std::move(access), std::move(watch))) {}

Client::~Client() = default;

void Client::finish_by(steady_clock::time_point deadline) { handle_->deadline = deadline; }

/// The server's listing, by NLST if `command` is null; nothing if it does not support the command.
std::optional<std::string> Client::listing(const Url& folder, const char* command) {
  std::string listing;
  const Sink collect = [&](std::string_view piece) {
    if (listing.size() + piece.size() > max_listing_bytes) {
      throw Misconfigured(fmt::format("{}: the listing of the folder is longer than {} bytes",
                                      folder.address(), max_listing_bytes),
                          "point the source at the folder of the dumps");
    }
    listing += piece;
  };
  handle_->prepare(folder.folder(), collect);
  if (command == nullptr) {
    handle_->set(CURLOPT_DIRLISTONLY, 1L);
  } else {
    handle_->set(CURLOPT_CUSTOMREQUEST, command);
  }
  const CURLcode code = handle_->perform();
  if (command != nullptr && handle_->did_not_understand(code)) return std::nullopt;
  if (code != CURLE_OK && !handle_->found_nothing(code)) handle_->fail_at(code, folder);
  return listing;
}

std::vector<std::string> Client::names(const Url& folder) {
  return names_in(*listing(folder, nullptr));
}

std::vector<ListingEntry> Client::list(const Url& folder) {
  if (folder.scheme().starts_with("ftp") && handle_->has_mlsd) {
    if (const auto text = listing(folder, "MLSD")) return files_in(*text);
    handle_->has_mlsd = false;
  }
  std::vector<ListingEntry> files;
  for (std::string& name : names(folder)) files.push_back({std::move(name), std::nullopt});
  return files;
}

std::optional<FileState> Client::look(const Url& file) {
  const Sink ignore = [](std::string_view) {};  // for FTP libcurl makes up headers
  handle_->prepare(file, ignore);
  handle_->set(CURLOPT_NOBODY, 1L);
  handle_->set(CURLOPT_FILETIME, 1L);
  const CURLcode code = handle_->perform();
  if (means_missing(code, handle_->http_status())) return std::nullopt;
  if (code != CURLE_OK) handle_->fail_at(code, file);
  curl_off_t bytes = -1;
  curl_off_t modified = -1;
  curl_easy_getinfo(handle_->easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &bytes);
  curl_easy_getinfo(handle_->easy, CURLINFO_FILETIME_T, &modified);
  if (bytes < 0) {
    throw Misconfigured(
        fmt::format("{}: the server does not report the file's size", file.address()),
        "without it a half-written file looks like a complete one: ask the vendor "
        "for a server that reports it");
  }
  FileState state{static_cast<std::uint64_t>(bytes), std::nullopt};
  if (modified >= 0) state.modified = Instant(std::chrono::seconds(modified));
  return state;
}

void Client::download(const Url& file, std::uint64_t offset, const Sink& sink) {
  handle_->prepare(file, sink);
  handle_->set(CURLOPT_RESUME_FROM_LARGE, static_cast<curl_off_t>(offset));
  CURLcode code = handle_->perform();
  if (handle_->http_status() == 416) code = CURLE_RANGE_ERROR;  // RFC 9110: no such range
  if (code != CURLE_OK) handle_->fail_at(code, file);
}

}  // namespace nightjar::curl
