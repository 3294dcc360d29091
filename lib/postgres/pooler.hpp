#pragma once

#include <string>

#include <libpq-fe.h>

namespace nightjar::postgres {

/// Throws Misconfigured if there is a pooler in front of PostgreSQL that lends this session another
/// process for each transaction or statement: settings and locks of the session would stay with
/// processes that then serve other clients. A pooler that dedicates a process to each session is
/// accepted.
///
/// `session` is open, has set nothing yet and is in no transaction. `url` is the connection string
/// that it was opened with.
void refuse_shared_process(PGconn* session, const std::string& url);

}  // namespace nightjar::postgres
