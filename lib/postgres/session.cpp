#include "postgres/session.hpp"

#include <libpq-fe.h>

#include "base/error.hpp"
#include "base/format.hpp"

namespace nightjar::postgres {
namespace {

/// A host that has vanished is noticed after two minutes, rather than the system's two hours.
constexpr const char* keepalives = "keepalives_idle=60 keepalives_interval=10 keepalives_count=6 ";

/// A value as it may stand in a connection string: between quotes, with \ before ' and \.
std::string quoted(std::string_view value) {
  std::string text = "'";
  for (const char c : value) {
    if (c == '\'' || c == '\\') text += '\\';
    text += c;
  }
  return text + "'";
}

}  // namespace

const char* const session_settings =
    "SET timezone = 'UTC'; SET client_encoding = 'UTF8'; SET client_min_messages = warning; "
    "SET idle_in_transaction_session_timeout = 0; SET statement_timeout = 0";

const char* const asynchronous_commit = "SET synchronous_commit = off";

std::string connection_string(const std::string& url, const std::string& application_name) {
  char* complaint = nullptr;
  PQconninfoOption* options = PQconninfoParse(url.c_str(), &complaint);
  if (options == nullptr) {
    // libpq's complaint may quote the string, and with it the password.
    PQfreemem(complaint);
    throw Misconfigured("the database's connection string cannot be understood",
                        "write `postgresql://user@host/database` or `host=… dbname=…`");
  }
  std::string text = keepalives;  // of an option that is given twice the last one counts
  for (const PQconninfoOption* option = options; option->keyword != nullptr; ++option) {
    if (option->val == nullptr || std::string_view(option->keyword) == "application_name") continue;
    text += format("{}={} ", option->keyword, quoted(option->val));
  }
  PQconninfoFree(options);
  return text + "application_name=" + quoted(application_name);
}

}  // namespace nightjar::postgres
