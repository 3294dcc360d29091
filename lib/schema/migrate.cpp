#include "schema/migrate.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <regex>
#include <set>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/format.hpp"
#include "schema/migration_history.hpp"
#include "schema/privileges.hpp"
#include "schema/sql.hpp"

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
    connection_.query(fmt::format("SELECT pg_advisory_lock({})", lock_key));
  }
  ~MigrationLock() {
    try {
      connection_.query(fmt::format("SELECT pg_advisory_unlock({})", lock_key));
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
  Misconfigured failure(fmt::format("{}: {}", place, error.what()), std::move(remedy));
  failure.set_sqlstate(error.sqlstate());
  throw failure;
}

/// What the failing statement itself advises; PostgreSQL puts it on a line of its own.
std::string advice_in(std::string_view message) {
  constexpr std::string_view mark = "\nHINT:  ";
  const std::size_t place = message.find(mark);
  if (place == message.npos) return {};
  const std::string_view rest = message.substr(place + mark.size());
  return std::string(rest.substr(0, rest.find('\n'))) + " ";
}

[[noreturn]] void fail_in(const Migration& migration, const Error& error) {
  const auto line = line_in(error.what());
  const std::string advice = advice_in(error.what());
  fail_at(migration.file.string() + (line ? ":" + *line : ""), error,
          advice.empty()
              ? "nothing of this file was applied; correct it, then run `nightjar migrate` again"
              : advice + "Nothing of this file was applied; run `nightjar migrate` again then");
}

/// The ledger, and the functions that files may call.
void make_ledger(postgres::Connection& connection) {
  try {
    create_ledger(connection);
    postgres::Transaction transaction(connection);
    transaction.run_script(sql::create_tools);
    transaction.commit();
  } catch (const Transient&) {
    throw;
  } catch (const Error& error) {
    fail_at("the table nightjar.migrations cannot be made", error, error.remedy());
  }
}

std::string transaction_id(postgres::Executor& database) {
  return database.query("SELECT pg_current_xact_id()").text(0, 0);
}

void require_open(postgres::Executor& transaction, const std::string& before,
                  const Migration& migration) {
  if (transaction_id(transaction) == before) return;
  throw Misconfigured(
      fmt::format("{}: ends its transaction by itself, so that it cannot be applied as a whole",
                  migration.file.string()),
      "undo what it did, take BEGIN, COMMIT and ROLLBACK out of it, then run `nightjar migrate` "
      "again");
}

/// Runs SQL for a file; failures tell its place.
template <class Act>
void for_file(const Migration& migration, Act&& act) {
  try {
    act();
  } catch (Transient& error) {
    error.in(migration.file.string());
    throw;
  } catch (const Error& error) {
    fail_in(migration, error);
  }
}

/// Runs the file within the transaction, which it must leave open.
void run_file(postgres::Transaction& transaction, const Migration& migration) {
  const std::string before = transaction_id(transaction);
  for_file(migration, [&] { transaction.run_script(migration.sql); });
  require_open(transaction, before, migration);
}

/// The views and functions that a file makes, as a PostgreSQL array of their names. Those whose
/// names a script puts together only when it runs are not among them.
std::string made_by(const Migration& migration) {
  static const std::regex made(
      R"(\bCREATE\s+(?:OR\s+REPLACE\s+)?(?:MATERIALIZED\s+)?(?:VIEW|FUNCTION)\s+([a-z0-9_.]+))",
      std::regex::icase | std::regex::optimize);
  std::string names;
  for (std::sregex_iterator found(migration.sql.begin(), migration.sql.end(), made), end;
       found != end; ++found) {
    names += (names.empty() ? "" : ",") + found->str(1);
  }
  return "{" + names + "}";
}

/// Whether PostgreSQL refuses to replace an object in place, or to remove it because of others.
bool wants_removal(const Error& error) {
  constexpr std::array<std::string_view, 3> codes{"42P16", "42P13", "2BP01"};
  return std::find(codes.begin(), codes.end(), error.sqlstate()) != codes.end();
}

/// A repeatable file that can only run where what it makes is out of its way.
struct NeedsRemoval {
  std::string name;
};

/// Runs a repeatable file; gives what was removed for it and is to be put back at the end.
std::string run_repeatable(postgres::Transaction& transaction, const Migration& migration,
                           bool removing) {
  std::string removed = "[]";
  if (removing) {
    for_file(migration, [&] {
      removed =
          transaction.query("SELECT nightjar.set_aside_named($1)", {made_by(migration)}).text(0, 0);
    });
  }
  try {
    run_file(transaction, migration);
  } catch (const Misconfigured& error) {
    if (removing || !wants_removal(error)) throw;
    throw NeedsRemoval{migration.name};
  }
  return removed;
}

/// Puts an end to waits for locks, and has the server tell its notices, within one transaction.
void set_up(postgres::Transaction& transaction, const LockTimeouts& patience) {
  transaction.run_script(
      fmt::format("SET LOCAL lock_timeout = {}; SET LOCAL client_min_messages = notice",
                  patience.lock_timeout.count()));
}

void apply_versioned(postgres::Connection& connection, const Migration& migration,
                     const LockTimeouts& patience) {
  postgres::Transaction transaction(connection);
  set_up(transaction, patience);
  run_file(transaction, migration);
  record_versioned(transaction, migration);
  transaction.commit();
}

/// Puts back what was removed for the files: what was removed last returns first, since nothing
/// that is still away can stand on it.
void put_back(postgres::Transaction& transaction, const std::vector<Migration>& migrations,
              const std::vector<std::string>& removed) {
  for (std::size_t i = migrations.size(); i-- > 0;) {
    if (removed[i] == "[]") continue;
    for_file(migrations[i],
             [&] { transaction.query("SELECT nightjar.put_back($1)", {removed[i]}); });
  }
}

/// What the files in `in_the_way` make, with all that stands on it, is removed before they run.
void run_repeatables(postgres::Connection& connection, const std::vector<Migration>& migrations,
                     const std::set<std::string>& in_the_way, const LockTimeouts& patience) {
  postgres::Transaction transaction(connection);
  set_up(transaction, patience);
  const std::string privileges =
      transaction.query("SELECT nightjar.recorded_privileges()").text(0, 0);
  std::vector<std::string> removed;
  for (const Migration& migration : migrations) {
    removed.push_back(run_repeatable(transaction, migration, in_the_way.contains(migration.name)));
  }
  put_back(transaction, migrations, removed);
  transaction.query("SELECT nightjar.restore_privileges($1)", {privileges});
  record_repeatable(transaction, migrations);
  transaction.commit();
}

/// In place wherever the columns allow it. Where those of a view or function have changed, all is
/// undone and run again with that file's views and functions out of the way.
void apply_repeatable(postgres::Connection& connection, const std::vector<Migration>& migrations,
                      const LockTimeouts& patience) {
  std::set<std::string> in_the_way;
  for (;;) {
    try {
      return run_repeatables(connection, migrations, in_the_way, patience);
    } catch (const NeedsRemoval& needed) {
      in_the_way.insert(needed.name);
    }
  }
}

/// That something is there already is what IF NOT EXISTS asks for, and that it is not what IF
/// EXISTS does: nothing to be told. The latter has no code of its own, only the functions that say
/// so.
bool is_worth_telling(const postgres::Notice& notice) {
  constexpr std::array<std::string_view, 4> codes{"42P06", "42P07", "42710", "42701"};
  constexpr std::array<std::string_view, 4> origins{"DropErrorMsgNonExistent",
                                                    "does_not_exist_skipping", "ATExecDropColumn",
                                                    "ATExecDropConstraint"};
  return std::find(codes.begin(), codes.end(), notice.sqlstate) == codes.end() &&
         std::find(origins.begin(), origins.end(), notice.origin) == origins.end();
}

void pass_notices(postgres::Connection& connection, const Tell& tell) {
  connection.on_notice([tell](const postgres::Notice& notice) {
    if (!is_worth_telling(notice)) return;
    tell(notice.message + (notice.hint.empty() ? "" : " (" + notice.hint + ")"));
  });
}

/// Where migrations run, and how.
struct Site {
  postgres::Connection& connection;
  const LockTimeouts& patience;
  Tell tell;
};

void apply(const Site& site, const Plan& plan) {
  make_ledger(site.connection);
  const LockWatch watch(site.connection);
  for (const Migration& migration : plan.versioned) {
    with_patience(migration.name, site.patience, watch, site.tell,
                  [&] { apply_versioned(site.connection, migration, site.patience); });
  }
  with_patience("the renewal of views and functions", site.patience, watch, site.tell,
                [&] { apply_repeatable(site.connection, plan.repeatable, site.patience); });
}

/// Also where no file has to run: roles may have been created since, or grants lost by a restore.
void grant(const Site& site) {
  postgres::Transaction transaction(site.connection);
  set_up(transaction, site.patience);
  bring_grants_up_to_date(transaction);
  transaction.commit();
}

MigrationReport report_of(const Plan& plan) {
  MigrationReport report;
  for (const Migration& migration : plan.versioned) report.versioned.push_back(migration.name);
  for (const Migration& migration : plan.repeatable) report.repeatable.push_back(migration.name);
  return report;
}

MigrationReport migrate_in(const Site& site, const Migrations& migrations) {
  const MigrationLock lock(site.connection);
  const Plan plan = plan_migration(read_migration_history(site.connection), migrations);
  pass_notices(site.connection, site.tell);
  if (!plan.empty()) apply(site, plan);
  grant(site);
  return report_of(plan);
}

/// Who lacks a privilege here needs no grant, which would do for nights, but to be the owner.
[[noreturn]] void fail_for_rights(postgres::Connection& connection, const Error& error) {
  const postgres::Result owner = connection.query(sql::owner);
  fail_at(
      "this user may not do all that the migrations do", error,
      owner.is_true(0, 2)
          ? "run `nightjar migrate` as the owner of what is named here, or as a superuser"
          : fmt::format("run `nightjar migrate` as {}, the owner of {}: NIGHTJAR_DATABASE_URL may "
                        "name that user for it",
                        owner.text(0, 0), owner.text(0, 1)));
}

}  // namespace

MigrationReport migrate(postgres::Connection& connection, const std::filesystem::path& folder,
                        const Tell& tell, const LockTimeouts& patience) {
  const Site site{connection, patience, tell ? tell : [](const std::string&) {}};
  const Migrations migrations = read_migrations(folder);
  try {
    return migrate_in(site, migrations);
  } catch (const Misconfigured& error) {
    if (error.sqlstate() != "42501") throw;
    fail_for_rights(connection, error);
  }
}

MigrationReport pending_migrations(postgres::Executor& database,
                                   const std::filesystem::path& folder) {
  return report_of(plan_migration(read_migration_history(database), read_migrations(folder)));
}

std::optional<std::string> half_applied(postgres::Executor& database) {
  if (!database.query(sql::ledger_exists).is_true(0, 0)) return std::nullopt;
  const postgres::Result owed = database.query(sql::half_applied);
  if (owed.empty()) return std::nullopt;
  return owed.text(0, 0);
}

}  // namespace nightjar::schema
