#pragma once

#include <functional>
#include <string>

#include "base/error.hpp"
#include "postgres/connection.hpp"
#include "schema/lock_wait.hpp"
#include "schema/migration.hpp"

namespace nightjar::schema {

/// Where migrations run, and how.
struct Site {
  postgres::Connection& connection;
  const LockTimeouts& patience;
  Tell tell;
};

/// Adds the place to a failure. The usual remedy of the database's wrapper is for nights: it would
/// be to migrate.
[[noreturn]] void fail_at(const std::string& place, const Error& error, std::string remedy);

/// Limits waits for locks, and enables the server's notices, within one transaction.
void set_up(postgres::Transaction& transaction, const LockTimeouts& patience);

/// Runs SQL for a file: a failure names its place.
void for_file(const Migration& migration, const std::function<void()>& act);

/// Runs the file within the transaction. Throws Misconfigured, with the line if PostgreSQL reports
/// it, if the SQL fails or ends the transaction itself.
void run_file(postgres::Transaction& transaction, const Migration& migration);

}  // namespace nightjar::schema
