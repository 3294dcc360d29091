#include <string>

#include "base/error.hpp"
#include "curl/failure.hpp"
#include "support/catch.hpp"

using Catch::Contains;
using nightjar::Error;
using nightjar::Misconfigured;
using nightjar::Transient;

namespace {

/// The error that a failed transfer means.
struct Meaning {
  bool is_misconfigured = false;
  std::string what;
  std::string remedy;
  int code = 0;
};

Meaning meaning_of(CURLcode code, long status = 0, const std::string& address = "ftp://host/",
                   const std::string& text = {}) {
  try {
    nightjar::curl::fail(code, status, address, text);
  } catch (const Misconfigured& error) {
    return {true, error.what(), error.remedy(), error.curl_code()};
  } catch (const Transient& error) {
    return {false, error.what(), error.remedy(), error.curl_code()};
  }
}

}  // namespace

TEST_CASE("A failed transfer is tried again unless a person must act first") {
  struct Case {
    CURLcode code;
    bool is_misconfigured;
    std::string what;
    std::string remedy;
  };
  const auto failure = GENERATE(values<Case>({
      {CURLE_LOGIN_DENIED, true, "the server refuses the login", "user and password"},
      {CURLE_PEER_FAILED_VERIFICATION, true, "identity cannot be verified", "CA file"},
      {CURLE_SSL_CACERT_BADFILE, true, "the CA file cannot be read", "CA file"},
      {CURLE_USE_SSL_FAILED, true, "does not offer TLS", "plain ftp"},
      {CURLE_UNSUPPORTED_PROTOCOL, true, "does not know this protocol", "sftp"},
      {CURLE_URL_MALFORMAT, true, "not a URL", "correct"},
      {CURLE_COULDNT_RESOLVE_HOST, false, "cannot be resolved", "network"},
      {CURLE_COULDNT_CONNECT, false, "cannot connect", "firewall"},
      {CURLE_PARTIAL_FILE, false, "ended before the file did", "tried again"},
      {CURLE_OPERATION_TIMEDOUT, false, "too slow", "network"},
      {CURLE_REMOTE_FILE_NOT_FOUND, false, "not there yet", "vendor"},
      {CURLE_RECV_ERROR, false, "the transfer failed", "tried again"},
  }));
  const Meaning meaning = meaning_of(failure.code);
  CAPTURE(failure.what);
  CHECK(meaning.is_misconfigured == failure.is_misconfigured);
  CHECK_THAT(meaning.what, Catch::StartsWith("ftp://host/: ") && Contains(failure.what));
  CHECK_THAT(meaning.remedy, Contains(failure.remedy));
  CHECK(meaning.code == static_cast<int>(failure.code));
}

TEST_CASE("An answer of HTTP says by its status who must act") {
  struct Case {
    long status;
    bool is_misconfigured;
    std::string what;
  };
  const auto answer = GENERATE(values<Case>({
      {401, true, "refuses the login"},
      {403, true, "refuses the login"},
      {404, false, "not there yet"},
      {410, false, "not there yet"},
      {400, true, "refuses the request"},
      {408, false, "the transfer failed"},
      {429, false, "the transfer failed"},
      {503, false, "the transfer failed"},
  }));
  CAPTURE(answer.status);
  const Meaning meaning =
      meaning_of(CURLE_HTTP_RETURNED_ERROR, answer.status, "https://host/", "status");
  CHECK(meaning.is_misconfigured == answer.is_misconfigured);
  CHECK_THAT(meaning.what, Contains(answer.what));
}

TEST_CASE("A failure of SSH names the library, and what both sides can do") {
  const Meaning none = meaning_of(CURLE_FAILED_INIT, 0, "sftp://host/",
                                  "Failure establishing ssh session: -5, Unable to exchange");
  CHECK(none.is_misconfigured);
  CHECK_THAT(none.what,
             Contains("no SSH algorithm in common") || Contains("have no SSH algorithm"));
  CHECK_THAT(none.what, Contains("libssh"));
  CHECK_THAT(none.remedy, Contains("ed25519"));
  const Meaning login = meaning_of(CURLE_LOGIN_DENIED, 0, "sftp://host/");
  CHECK(login.is_misconfigured);
  CHECK_THAT(login.remedy, Contains("RSA"));
  CHECK_FALSE(meaning_of(CURLE_FAILED_INIT, 0, "sftp://host/", "another").is_misconfigured);
}

TEST_CASE("Only a server that answered can say that a file is missing") {
  using nightjar::curl::means_missing;
  CHECK(means_missing(CURLE_REMOTE_FILE_NOT_FOUND, 0));
  CHECK(means_missing(CURLE_HTTP_RETURNED_ERROR, 404));
  CHECK(means_missing(CURLE_HTTP_RETURNED_ERROR, 410));
  CHECK_FALSE(means_missing(CURLE_HTTP_RETURNED_ERROR, 403));
  CHECK_FALSE(means_missing(CURLE_COULDNT_CONNECT, 404));
}
