#pragma once

#include <string>

#include <libpq-fe.h>

namespace nightjar::postgres {

/// Throws Misconfigured where a pooler stands before PostgreSQL and lends this session another of
/// its processes for each transaction or statement: what a session sets and locks would stay with
/// processes that then serve other clients. A pooler that keeps a process for each session is fine.
///
/// `session` is open, has set nothing yet and is in no transaction. `url` is the connection string
/// that it was opened with.
void refuse_shared_process(PGconn* session, const std::string& url);

}  // namespace nightjar::postgres
