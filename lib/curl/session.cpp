#include "curl/session.hpp"

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

constexpr std::size_t max_listing_bytes = std::size_t{64} << 20;

void initialize_library() {
  static const CURLcode code = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (code != CURLE_OK) throw Misconfigured("libcurl cannot be initialized");
}

/// The last parts of the lines of a listing: some servers put the folder before each name.
std::vector<std::string> names_in(std::string_view listing) {
  std::vector<std::string> names;
  while (!listing.empty()) {
    const auto end = std::min(listing.find('\n'), listing.size());
    std::string_view line = listing.substr(0, end);
    listing.remove_prefix(std::min(end + 1, listing.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    line.remove_prefix(line.rfind('/') + 1);  // npos + 1 is 0
    if (!line.empty() && line != "." && line != "..") names.emplace_back(line);
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace

/// libcurl's handle, its settings, and what its callbacks work on during one transfer. Exceptions
/// must not pass through libcurl's C: they are kept and thrown again behind it.
struct Session::Handle {
  Handle(Access how, Watch observer) : access(std::move(how)), watch(std::move(observer)) {
    initialize_library();
    easy = curl_easy_init();
    if (easy == nullptr) throw Misconfigured("libcurl cannot be initialized");
  }
  ~Handle() { curl_easy_cleanup(easy); }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;

  template <class Value>
  void set(CURLoption option, Value value) {
    if (const CURLcode code = curl_easy_setopt(easy, option, value); code != CURLE_OK) {
      throw Misconfigured(format("this libcurl cannot set its option {}: {}",
                                 static_cast<int>(option), curl_easy_strerror(code)));
    }
  }
  void set_text(CURLoption option, const std::string& text) {
    if (!text.empty()) set(option, text.c_str());
  }

  /// Everything anew for each transfer: reset() keeps connections, sessions and cookies only.
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
    set_patience();
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

  void set_patience() {
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

  [[noreturn]] void fail_at(CURLcode code, const Url& url) {
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

  CURL* easy = nullptr;
  Access access;
  Watch watch;
  const Sink* sink = nullptr;
  std::exception_ptr thrown;
  std::array<char, CURL_ERROR_SIZE> error_text{};
};

Session::Session(Access access, Watch watch)
    : handle_(std::make_unique<Handle>(std::move(access), std::move(watch))) {}

Session::~Session() = default;

std::vector<std::string> Session::names(const Url& folder) {
  std::string listing;
  const Sink collect = [&](std::string_view piece) {
    if (listing.size() + piece.size() > max_listing_bytes) {
      throw Misconfigured(format("{}: the listing of the folder is longer than {} bytes",
                                 folder.address(), max_listing_bytes),
                          "point the source at the folder of the dumps");
    }
    listing += piece;
  };
  handle_->prepare(folder.folder(), collect);
  handle_->set(CURLOPT_DIRLISTONLY, 1L);
  // vsftpd and others answer the listing of an empty folder with "no such file".
  const CURLcode code = handle_->perform();
  if (code != CURLE_OK && code != CURLE_REMOTE_FILE_NOT_FOUND) handle_->fail_at(code, folder);
  return names_in(listing);
}

std::optional<FileState> Session::look(const Url& file) {
  const Sink ignore = [](std::string_view) {};  // over FTP libcurl makes headers up
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
    throw Misconfigured(format("{}: the server does not tell the file's size", file.address()),
                        "without it a half-written file cannot be told from a whole one: ask the "
                        "vendor for a server that does");
  }
  FileState state{static_cast<std::uint64_t>(bytes), std::nullopt};
  if (modified >= 0) state.modified = Instant(std::chrono::seconds(modified));
  return state;
}

void Session::download(const Url& file, std::uint64_t offset, const Sink& sink) {
  handle_->prepare(file, sink);
  handle_->set(CURLOPT_RESUME_FROM_LARGE, static_cast<curl_off_t>(offset));
  CURLcode code = handle_->perform();
  if (handle_->http_status() == 416) code = CURLE_RANGE_ERROR;  // RFC 9110: no such range
  if (code != CURLE_OK) handle_->fail_at(code, file);
}

}  // namespace nightjar::curl
