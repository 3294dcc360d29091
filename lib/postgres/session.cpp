#include "postgres/session.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string_view>
#include <system_error>
#include <vector>

#include <libpq-fe.h>
#include <pwd.h>
#include <unistd.h>

#include "base/error.hpp"
#include "base/format.hpp"
#include "base/spelling.hpp"

namespace nightjar::postgres {
namespace {

/// The loss of a host is noticed after two minutes, instead of the system's two hours.
constexpr const char* keepalives = "keepalives_idle=60 keepalives_interval=10 keepalives_count=6 ";

/// A value in the syntax of a connection string: in quotes, with \ before ' and \.
std::string in_quotes(std::string_view value) {
  std::string text = "'";
  for (const char c : value) {
    if (c == '\'' || c == '\\') text += '\\';
    text += c;
  }
  return text + "'";
}

struct FreeOptions {
  void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
};
using Options = std::unique_ptr<PQconninfoOption, FreeOptions>;

std::vector<std::string> known_options() {
  const Options known(PQconndefaults());
  std::vector<std::string> names;
  for (const PQconninfoOption* option = known.get();
       option != nullptr && option->keyword != nullptr; ++option) {
    names.emplace_back(option->keyword);
  }
  return names;
}

/// The option that libpq complains about, if it is a misspelling of an existing one. Any other may
/// be a part of a password with a `?` or a space in it, and must not be shown.
std::string misspelt_option(std::string_view complaint) {
  const auto begin = complaint.find('"');
  const auto end = complaint.find('"', begin + 1);
  const bool names_one = complaint.find("connection option \"") != complaint.npos ||
                         complaint.find("query parameter: \"") != complaint.npos;
  if (!names_one || end == complaint.npos) return {};
  const std::string_view option = complaint.substr(begin + 1, end - begin - 1);
  const std::string meant = suggestion(option, known_options());
  return meant.empty() ? meant : fmt::format("\"{}\"{}", option, meant);
}

Options parse(const std::string& url) {
  char* complaint = nullptr;
  Options options(PQconninfoParse(url.c_str(), &complaint));
  if (options) return options;
  // The message may quote the string, and with it the password.
  const std::string misspelt = misspelt_option(complaint == nullptr ? "" : complaint);
  PQfreemem(complaint);
  if (misspelt.empty()) {
    throw Misconfigured("the database's connection string cannot be understood",
                        "write `postgresql://user@host/database` or `host=… dbname=…`, with "
                        "options that libpq knows");
  }
  throw Misconfigured(fmt::format("a connection string has no option {}", misspelt),
                      "correct its spelling in `database:` (or NIGHTJAR_DATABASE_URL)");
}

/// The value of an option, from the string or else from libpq's environment; empty if neither has
/// it.
std::string value_of(const Options& options, std::string_view keyword) {
  const Options defaults(PQconndefaults());
  for (const Options* source : {&options, &defaults}) {
    for (const PQconninfoOption* option = source->get();
         option != nullptr && option->keyword != nullptr; ++option) {
      if (option->keyword == keyword && option->val != nullptr) return option->val;
    }
  }
  return {};
}

/// libpq refuses any other word when it connects; a night would mistake that for a failure of the
/// server.
void require_sslmode(const std::string& mode) {
  const std::vector<std::string> modes{"disable", "allow",     "prefer",
                                       "require", "verify-ca", "verify-full"};
  if (mode.empty() || std::find(modes.begin(), modes.end(), mode) != modes.end()) return;
  throw Misconfigured(
      fmt::format("the connection's sslmode is \"{}\"{}", mode, suggestion(mode, modes)),
      fmt::format("write one of {}", enumeration(modes)));
}

bool is_port(std::string_view text) {
  int port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  return error == std::errc() && end == text.data() + text.size() && port > 0 && port <= 65535;
}

/// A port for each host, separated by commas; an empty one is the default.
void require_ports(std::string_view ports) {
  for (std::size_t begin = 0; begin <= ports.size();) {
    const auto end = std::min(ports.find(',', begin), ports.size());
    const std::string_view port = ports.substr(begin, end - begin);
    begin = end + 1;
    if (port.empty() || is_port(port)) continue;
    throw Misconfigured(fmt::format("the connection's port is \"{}\"", port),
                        "write a number from 1 to 65535; PostgreSQL's usual one is 5432");
  }
}

/// Where libpq looks for the certificates of authorities if no option names a file: below HOME, or
/// in the home folder of the user database.
bool has_usual_authorities() {
  constexpr std::string_view usual = ".postgresql/root.crt";
  const char* home = std::getenv("HOME");
  const passwd* user = ::getpwuid(::geteuid());
  std::error_code ignored;
  return (home != nullptr &&
          std::filesystem::exists(std::filesystem::path(home) / usual, ignored)) ||
         (user != nullptr &&
          std::filesystem::exists(std::filesystem::path(user->pw_dir) / usual, ignored));
}

void require_authorities(const std::string& mode, const std::string& file) {
  if ((mode != "verify-ca" && mode != "verify-full") || file == "system") return;
  if (file.empty()) {
    if (has_usual_authorities()) return;
    throw Misconfigured(
        fmt::format("sslmode={} verifies the server's certificate, but no certificate "
                    "of an authority is named to verify it by",
                    mode),
        "add sslrootcert=FILE to the connection string: the certificate of the "
        "authority (CA) that signed the server's");
  }
  if (::access(file.c_str(), R_OK) == 0) return;
  throw Misconfigured(fmt::format("{}: {}", file, std::generic_category().message(errno)),
                      "let sslrootcert= of the connection string name the file with the "
                      "authority's certificate, readable by this user");
}

/// Errors that can be found without contacting a server.
void require_acceptable(const Options& options) {
  const std::string mode = value_of(options, "sslmode");
  require_sslmode(mode);
  require_ports(value_of(options, "port"));
  require_authorities(mode, value_of(options, "sslrootcert"));
}

}  // namespace

const char* const session_settings =
    "SET timezone = 'UTC'; SET client_encoding = 'UTF8'; SET client_min_messages = warning; "
    "SET idle_in_transaction_session_timeout = 0; SET statement_timeout = 0";

const char* const asynchronous_commit = "SET synchronous_commit = off";

std::string connection_string(const std::string& url, const std::string& application_name) {
  const Options options = parse(url);
  require_acceptable(options);
  std::string text = keepalives;  // of an option that is given twice the last one counts
  for (const PQconninfoOption* option = options.get(); option->keyword != nullptr; ++option) {
    if (option->val == nullptr || std::string_view(option->keyword) == "application_name") continue;
    text += fmt::format("{}={} ", option->keyword, in_quotes(option->val));
  }
  return text + "application_name=" + in_quotes(application_name);
}

Server server_of(const std::string& url) {
  const Options options = parse(url);
  require_acceptable(options);
  const auto first = [&](std::string_view keyword) {
    const std::string all = value_of(options, keyword);
    return all.substr(0, all.find(','));
  };
  return {first("host"), first("port"), value_of(options, "dbname")};
}

}  // namespace nightjar::postgres
