#pragma once

#include <memory>
#include <string>

#include <libpq-fe.h>

#include "postgres/failure.hpp"
#include "postgres/session.hpp"

namespace nightjar::postgres {

struct CloseSession {
  void operator()(PGconn* connection) const { PQfinish(connection); }
};
using SessionHandle = std::unique_ptr<PGconn, CloseSession>;

struct ClearResult {
  void operator()(PGresult* result) const { PQclear(result); }
};
using ResultHandle = std::unique_ptr<PGresult, ClearResult>;

[[noreturn]] inline void fail(PGconn* connection, const PGresult* result) {
  const char* sqlstate = result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_SQLSTATE);
  throw_failure(PQerrorMessage(connection), sqlstate == nullptr ? "" : sqlstate);
}

/// Opens a session. `url` is a whole connection string, as connection_string() makes it.
inline SessionHandle open_session(const std::string& url) {
  SessionHandle session(PQconnectdb(url.c_str()));
  if (PQstatus(session.get()) != CONNECTION_OK) fail(session.get(), nullptr);
  return session;
}

/// Reads the remaining results of a statement: before that its session accepts no other.
inline void drain(PGconn* connection) {
  while (const ResultHandle rest{PQgetResult(connection)}) {
    if (PQresultStatus(rest.get()) != PGRES_COPY_OUT) continue;
    char* unread = nullptr;
    while (PQgetCopyData(connection, &unread, 0) > 0) PQfreemem(unread);
  }
}

/// Starts a COPY in an open session.
inline void run_copy(PGconn* connection, const std::string& copy_sql, ExecStatusType wanted) {
  const ResultHandle result(PQexec(connection, copy_sql.c_str()));
  if (PQresultStatus(result.get()) != wanted) fail(connection, result.get());
}

/// Opens a plain libpq session, with some settings of its own, and starts `copy_sql` in it.
inline SessionHandle start_copy(const std::string& url, const std::string& application_name,
                                const char* settings, const std::string& copy_sql,
                                ExecStatusType wanted) {
  SessionHandle session = open_session(connection_string(url, application_name));
  for (const char* script : {session_settings, settings}) {
    const ResultHandle result(PQexec(session.get(), script));
    if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) fail(session.get(), result.get());
  }
  run_copy(session.get(), copy_sql, wanted);
  return session;
}

}  // namespace nightjar::postgres
