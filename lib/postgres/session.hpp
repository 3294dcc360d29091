#pragma once

#include <string>

namespace nightjar::postgres {

/// What every session of ours sets before anything else, whichever library opened it.
///
/// - UTC: text forms of instants are the same on every machine.
/// - warning: the NOTICEs of `IF EXISTS` say nothing an operator needs.
/// - no idle timeout: a night is idle in its transaction while the dump is still being read.
extern const char* const session_settings;

/// For a session whose commits need not wait for the disk: what is written beside a night is made
/// durable by the commit that publishes the night, since the log is written in order.
extern const char* const asynchronous_commit;

/// The connection string of a session: `url`, with `application_name` set to what pg_stat_activity
/// is to show and, unless it says otherwise, with a look every minute whether the server's host is
/// still there. Who waits for a statement that takes an hour would not notice otherwise.
/// Throws Misconfigured where libpq does not understand the string, or is sure to refuse an option
/// in it before it asks any server.
std::string connection_string(const std::string& url, const std::string& application_name);

}  // namespace nightjar::postgres
