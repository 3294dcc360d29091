#include "postgres/pooler.hpp"

#include <charconv>
#include <string_view>

#include "base/error.hpp"
#include "base/format.hpp"
#include "postgres/copy_session.hpp"

namespace nightjar::postgres {
namespace {

/// In a pool without other clients two sessions of ours meet in the first round, whether it lends
/// the process that came back last or first. Other clients may come in between.
constexpr int tries = 20;

/// The process of PostgreSQL that answers.
int process_behind(PGconn* session) {
  const ResultHandle result(PQexec(session, "SELECT pg_backend_pid()"));
  if (PQresultStatus(result.get()) != PGRES_TUPLES_OK) fail(session, result.get());
  const std::string_view digits = PQgetvalue(result.get(), 0, 0);
  int process = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), process);
  return process;
}

/// Whether the session is ever answered by another process, or another session by its own.
bool shares_its_process(PGconn* session, int process, const std::string& url) {
  const SessionHandle other = open_session(url);
  for (int i = 0; i < tries; ++i) {
    if (process_behind(other.get()) == process || process_behind(session) != process) return true;
  }
  return false;
}

}  // namespace

void refuse_shared_process(PGconn* session, const std::string& url) {
  // PostgreSQL sends its process id when a session begins. A pooler invents a number.
  const int process = process_behind(session);
  if (process == PQbackendPID(session) || !shares_its_process(session, process, url)) return;
  throw Misconfigured(
      fmt::format(
          "the connection pooler at {}, port {}, lends one process of PostgreSQL to several "
          "sessions (in pgbouncer: pool_mode=transaction or statement), so that locks and "
          "settings of a night would be left to other clients",
          PQhost(session), PQport(session)),
      "give Nightjar the address of PostgreSQL itself, or have the pooler keep sessions for this "
      "database: pool_mode=session in its line under [databases] in pgbouncer.ini");
}

}  // namespace nightjar::postgres
