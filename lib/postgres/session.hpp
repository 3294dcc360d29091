#pragma once

#include <string>

namespace nightjar::postgres {

/// The first settings of each of our sessions, whichever library opened it.
///
/// - UTC: instants have the same text form on every machine.
/// - warning: the NOTICEs of `IF EXISTS` are of no interest to an operator.
/// - no idle timeout: a night is idle in its transaction while the dump is still being read.
extern const char* const session_settings;

/// For a session whose commits need not wait for the disk: what is written in parallel with a night
/// is made durable by the commit that publishes the night, since the WAL is written in order.
extern const char* const asynchronous_commit;

/// The connection string of a session: `url`, with `application_name` for pg_stat_activity and,
/// unless it says otherwise, with a keepalive every minute. Otherwise a session that waits for a
/// statement of an hour would not notice the loss of the server's host. Throws Misconfigured if
/// libpq does not understand the string, or is certain to refuse an option in it before it contacts
/// any server.
std::string connection_string(const std::string& url, const std::string& application_name);

/// Where a connection string leads.
struct Server {
  std::string host;  ///< empty: libpq's default, a socket; the first of several
  std::string port;
  std::string database;

  [[nodiscard]] bool is_local() const { return host.empty() || host.front() == '/'; }
};

/// What the string and libpq's environment say. Throws as connection_string() does.
Server server_of(const std::string& url);

}  // namespace nightjar::postgres
