#include "schema/migrate.hpp"

#include <optional>
#include <string_view>

#include "base/error.hpp"
#include "base/format.hpp"
#include "schema/ledger.hpp"

namespace nightjar::schema {
namespace {

/// What two migrators of one database agree to fight over; an arbitrary number, the letters of
/// "nightjar" as bytes.
constexpr std::string_view lock_key = "7956003915054080370";

/// Held by the session and not by a transaction, since a migration is several; a broken session
/// gives it up by itself.
class MigrationLock {
 public:
  explicit MigrationLock(postgres::Connection& connection) : connection_(connection) {
    connection_.query(format("SELECT pg_advisory_lock({})", lock_key));
  }
  ~MigrationLock() {
    try {
      connection_.query(format("SELECT pg_advisory_unlock({})", lock_key));
    } catch (const Error&) {
      // The session is gone, and the lock with it.
    }
  }
  MigrationLock(const MigrationLock&) = delete;
  MigrationLock& operator=(const MigrationLock&) = delete;

 private:
  postgres::Connection& connection_;
};

/// The line that PostgreSQL points at. Where it quotes a statement from within a function the line
/// is of that statement and not of the file.
std::optional<std::string> line_in(std::string_view message) {
  constexpr std::string_view mark = "\nLINE ";
  const std::size_t place = message.find(mark);
  if (place == message.npos || message.find("\nQUERY:") != message.npos) return std::nullopt;
  const std::string_view rest = message.substr(place + mark.size());
  return std::string(rest.substr(0, rest.find(':')));
}

/// Tells a failure by its place. What the database's wrapper advises suits nights: it would advise
/// to migrate.
[[noreturn]] void fail_at(const std::string& place, const Error& error, std::string remedy) {
  if (error.sqlstate() == "42501") {
    remedy = "migrate as the owner of the database, or of the schemas and tables named";
  }
  Misconfigured failure(format("{}: {}", place, error.what()), std::move(remedy));
  failure.set_sqlstate(error.sqlstate());
  throw failure;
}

[[noreturn]] void fail_in(const Migration& migration, const Error& error) {
  const auto line = line_in(error.what());
  fail_at(migration.file.string() + (line ? ":" + *line : ""), error,
          "nothing of this file was applied; correct it, then run `nightjar migrate` again");
}

void make_ledger(postgres::Connection& connection) {
  try {
    create_ledger(connection);
  } catch (const Transient&) {
    throw;
  } catch (const Error& error) {
    fail_at("the table nightjar.migrations cannot be made", error, error.remedy());
  }
}

std::string transaction_id(postgres::Executor& database) {
  return database.query("SELECT pg_current_xact_id()").text(0, 0);
}

/// Runs the file within the transaction, which it must leave open.
void run_file(postgres::Transaction& transaction, const Migration& migration) {
  const std::string before = transaction_id(transaction);
  try {
    transaction.run_script(migration.sql);
  } catch (Transient& error) {
    error.in(migration.file.string());
    throw;
  } catch (const Error& error) {
    fail_in(migration, error);
  }
  if (transaction_id(transaction) != before) {
    throw Misconfigured(
        format("{}: ends its transaction by itself, so that it cannot be applied as a whole",
               migration.file.string()),
        "undo what it did, take BEGIN, COMMIT and ROLLBACK out of it, then run `nightjar migrate` "
        "again");
  }
}

void apply_versioned(postgres::Connection& connection, const Migration& migration) {
  postgres::Transaction transaction(connection);
  run_file(transaction, migration);
  record_versioned(transaction, migration);
  transaction.commit();
}

void apply_repeatable(postgres::Connection& connection, const std::vector<Migration>& migrations) {
  postgres::Transaction transaction(connection);
  for (const Migration& migration : migrations) run_file(transaction, migration);
  record_repeatable(transaction, migrations);
  transaction.commit();
}

MigrationReport report_of(const Plan& plan) {
  MigrationReport report;
  for (const Migration& migration : plan.versioned) report.versioned.push_back(migration.name);
  for (const Migration& migration : plan.repeatable) report.repeatable.push_back(migration.name);
  return report;
}

}  // namespace

MigrationReport migrate(postgres::Connection& connection, const std::filesystem::path& folder) {
  const Migrations migrations = read_migrations(folder);
  const MigrationLock lock(connection);
  const Plan plan = plan_migration(read_ledger(connection), migrations);
  if (plan.empty()) return {};
  make_ledger(connection);
  for (const Migration& migration : plan.versioned) apply_versioned(connection, migration);
  apply_repeatable(connection, plan.repeatable);
  return report_of(plan);
}

MigrationReport pending_migrations(postgres::Executor& database,
                                   const std::filesystem::path& folder) {
  return report_of(plan_migration(read_ledger(database), read_migrations(folder)));
}

}  // namespace nightjar::schema
