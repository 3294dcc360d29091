#include "curl/failure.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/error.hpp"
#include "base/format.hpp"

namespace nightjar::curl {
namespace {

enum class Act { retry, operator_must };

struct Meaning {
  CURLcode code;
  Act act;
  std::string_view what;
  std::string_view remedy;
};

constexpr std::string_view check_certificate =
    "TLS: give the authority that signed the server's certificate as the source's CA file, and "
    "check that the host name is the one in the certificate; sftp: put the server's key, as the "
    "vendor gave it, into the source's known hosts file";
constexpr std::string_view check_login = "check the user and password in the source's credentials";
constexpr std::string_view check_network = "check the host's name, the network and the firewall";
constexpr std::string_view will_retry = "nothing, unless it persists: it is tried again";

constexpr std::array meanings{
    Meaning{CURLE_UNSUPPORTED_PROTOCOL, Act::operator_must, "libcurl does not know this protocol",
            "use ftps, ftp, sftp, https, http or file"},
    Meaning{CURLE_URL_MALFORMAT, Act::operator_must, "not a URL", "correct the source's URL"},
    Meaning{CURLE_COULDNT_RESOLVE_HOST, Act::retry, "the host name cannot be resolved",
            check_network},
    Meaning{CURLE_COULDNT_CONNECT, Act::retry, "cannot connect", check_network},
    Meaning{CURLE_REMOTE_ACCESS_DENIED, Act::retry,
            "the server refuses access to the folder or file",
            "check that the folder exists and that the user may read it"},
    Meaning{CURLE_PARTIAL_FILE, Act::retry, "the transfer ended before the file did", will_retry},
    Meaning{CURLE_OPERATION_TIMEDOUT, Act::retry, "too slow", check_network},
    Meaning{CURLE_LOGIN_DENIED, Act::operator_must, "the server refuses the login", check_login},
    Meaning{CURLE_REMOTE_FILE_NOT_FOUND, Act::retry, "not there yet",
            "check the file's name; ask the vendor if it remains missing"},
    Meaning{CURLE_PEER_FAILED_VERIFICATION, Act::operator_must,
            "the server's identity cannot be verified", check_certificate},
    Meaning{CURLE_SSL_CACERT_BADFILE, Act::operator_must, "the CA file cannot be read",
            check_certificate},
    Meaning{CURLE_SSL_ISSUER_ERROR, Act::operator_must, "the server's certificate is not trusted",
            check_certificate},
    Meaning{CURLE_SSL_CERTPROBLEM, Act::operator_must, "the client certificate cannot be used",
            check_certificate},
    Meaning{CURLE_USE_SSL_FAILED, Act::operator_must, "the server does not offer TLS",
            "ask the vendor for TLS, or allow plain ftp for this source"},
};

/// Algorithms that servers require today and libssh2 before 1.11 lacks.
constexpr std::string_view check_algorithms =
    "ask the vendor to allow an algorithm that both sides support (docs/operations.md lists those "
    "of this side): a host key of ed25519 or ecdsa, a cipher aes*-ctr, a MAC hmac-sha2-256 or "
    "-512. If the known hosts file has only an ssh-rsa line for the host, replace it with the line "
    "of its ed25519 or ecdsa key: only the kinds of key in that file are requested";
constexpr std::string_view check_ssh_login =
    "check the user and the password or key in the source's settings, and that the vendor has the "
    "key. An RSA key is signed with SHA-1 by libssh2 before 1.11, which servers refuse since "
    "OpenSSH "
    "8.8: use a key of ed25519 or ecdsa";

constexpr Meaning unknown{CURLE_OK, Act::retry, "the transfer failed", will_retry};

Meaning meaning_of(CURLcode code) {
  const auto* const found = std::find_if(meanings.begin(), meanings.end(),
                                         [&](const Meaning& m) { return m.code == code; });
  return found == meanings.end() ? unknown : *found;
}

/// By RFC 9110: 401, 403 and 407 require a login; 408, 429 and 5xx mean to try again.
Meaning meaning_of_http(long status) {
  if (status == 401 || status == 403 || status == 407) return meaning_of(CURLE_LOGIN_DENIED);
  if (status == 404 || status == 410) return meaning_of(CURLE_REMOTE_FILE_NOT_FOUND);
  if (status == 408 || status == 429 || status >= 500) return unknown;
  return {CURLE_HTTP_RETURNED_ERROR, Act::operator_must, "the server refuses the request",
          "check the source's URL"};
}

std::string ssh_library() {
  const curl_version_info_data* info = curl_version_info(CURLVERSION_NOW);
  return info->libssh_version != nullptr ? info->libssh_version : "no SSH library";
}

/// libssh2's LIBSSH2_ERROR_KEX_FAILURE, which libcurl reports as a failure of its own
/// initialisation.
bool has_no_common_algorithm(CURLcode code, const std::string& text) {
  return code == CURLE_FAILED_INIT && text.find("ssh session: -5,") != std::string::npos;
}

Meaning meaning_of_ssh(CURLcode code, const std::string& text) {
  if (has_no_common_algorithm(code, text)) {
    return {code, Act::operator_must,
            "the server and this side have no SSH algorithm in common for key exchange, host key, "
            "cipher or MAC",
            check_algorithms};
  }
  if (code == CURLE_LOGIN_DENIED) {
    return {code, Act::operator_must, "the server refuses the login", check_ssh_login};
  }
  return meaning_of(code);
}

template <class Kind>
[[noreturn]] void raise(CURLcode code, const std::string& message, std::string_view remedy) {
  Kind error(message, std::string(remedy));
  error.set_curl_code(static_cast<int>(code));
  throw error;
}

}  // namespace

void fail(CURLcode code, long http_status, const std::string& address, const std::string& text) {
  const bool is_ssh = address.starts_with("sftp:");
  const Meaning meaning = is_ssh                              ? meaning_of_ssh(code, text)
                          : code == CURLE_HTTP_RETURNED_ERROR ? meaning_of_http(http_status)
                                                              : meaning_of(code);
  const std::string message =
      fmt::format("{}: {}: {} (curl {}{})", address, meaning.what,
                  text.empty() ? curl_easy_strerror(code) : text.c_str(), static_cast<int>(code),
                  is_ssh ? ", " + ssh_library() : "");
  if (meaning.act == Act::operator_must) raise<Misconfigured>(code, message, meaning.remedy);
  raise<Transient>(code, message, meaning.remedy);
}

bool means_missing(CURLcode code, long http_status) {
  return code == CURLE_REMOTE_FILE_NOT_FOUND ||
         (code == CURLE_HTTP_RETURNED_ERROR && (http_status == 404 || http_status == 410));
}

}  // namespace nightjar::curl
