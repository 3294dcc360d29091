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

/// Tells a failure by its place. What the database's wrapper advises suits nights: it would advise
/// to migrate.
[[noreturn]] void fail_at(const std::string& place, const Error& error, std::string remedy);

/// Puts an end to waits for locks, and has the server tell its notices, within one transaction.
void set_up(postgres::Transaction& transaction, const LockTimeouts& patience);

/// Runs SQL for a file: a failure tells its place.
void for_file(const Migration& migration, const std::function<void()>& act);

/// Runs the file within the transaction. Throws Misconfigured, with the line where PostgreSQL tells
/// it, where the SQL fails or ends the transaction by itself.
void run_file(postgres::Transaction& transaction, const Migration& migration);

}  // namespace nightjar::schema
