#include "schema/migrate.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/error.hpp"
#include "base/format.hpp"
#include "base/spelling.hpp"
#include "schema/migration_history.hpp"
#include "schema/migration_plan.hpp"
#include "schema/migration_run.hpp"
#include "schema/module_schemas.hpp"
#include "schema/privileges.hpp"
#include "schema/renewal.hpp"
#include "schema/sql.hpp"

namespace nightjar::schema {
namespace {

/// The advisory lock of the migrators of one database; an arbitrary number, the letters of
/// "nightjar" as bytes.
constexpr std::string_view lock_key = "7956003915054080370";

/// Held by the session and not by a transaction, since a migration has several; a broken session
/// releases it automatically.
class MigrationLock {
 public:
  explicit MigrationLock(postgres::Connection& connection) : connection_(connection) {
    connection_.query(fmt::format("SELECT pg_advisory_lock({})", lock_key));
  }
  ~MigrationLock() {
    try {
      connection_.query(fmt::format("SELECT pg_advisory_unlock({})", lock_key));
    } catch (const Error&) {
      // The session is lost, and the lock with it.
    }
  }
  MigrationLock(const MigrationLock&) = delete;
  MigrationLock& operator=(const MigrationLock&) = delete;

 private:
  postgres::Connection& connection_;
};

/// The history, and the functions that files may call.
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

/// "Already exists" is what IF NOT EXISTS asks for, and "does not exist" what IF EXISTS does:
/// neither is shown. The latter has no SQLSTATE of its own, only the functions that send it.
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

/// A folder with its plan.
struct Task {
  const Migrations& folder;
  Plan plan;
};

/// The folders of the installation, the engine's first, and the configured datasets.
struct Work {
  const std::vector<Migrations>& folders;
  const std::vector<feed::Dataset>& datasets;

  [[nodiscard]] std::vector<feed::Dataset> datasets_of(const std::string& module) const {
    std::vector<feed::Dataset> own;
    for (const feed::Dataset& dataset : datasets) {
      if (dataset.module == module) own.push_back(dataset);
    }
    return own;
  }
  /// The names of datasets without a module: the schemas of their tables.
  [[nodiscard]] std::vector<std::string> single_datasets() const {
    std::vector<std::string> names;
    for (const feed::Dataset& dataset : datasets_of({})) names.push_back(dataset.name);
    return names;
  }
};

std::vector<Migrations> read_all(const MigrationSources& sources) {
  std::vector<Migrations> folders{read_migrations(sources.engine)};
  for (const feed::Module& module : sources.modules) folders.push_back(read_migrations(module));
  return folders;
}

void require_module(const std::vector<Migrations>& folders, const std::string& module) {
  std::vector<std::string> names;
  for (const Migrations& folder : folders) names.push_back(folder.module);
  if (std::find(names.begin(), names.end(), module) != names.end()) return;
  throw UsageError(
      fmt::format("no module \"{}\" is configured{}", module, suggestion(module, names)),
      fmt::format("configured: {}", enumeration(names)));
}

/// The work for the engine and for one module, or for all.
std::vector<Task> plan_all(const MigrationHistory& history, const std::vector<Migrations>& folders,
                           const std::optional<std::string>& only) {
  if (only) require_module(folders, *only);
  std::vector<Task> tasks;
  for (const Migrations& folder : folders) {
    if (only && folder.module != *only && folder.module != feed::engine_name) continue;
    tasks.push_back({folder, plan_migration(history, folder, folders)});
  }
  return tasks;
}

void apply_versioned(const Site& site, const std::string& module, const Migration& migration) {
  postgres::Transaction transaction(site.connection);
  set_up(transaction, site.patience);
  run_file(transaction, migration);
  record_versioned(transaction, module, migration);
  transaction.commit();
}

/// Records the module as applied, and its migrations that ran under other names.
void note(const Site& site, const Plan& plan, const std::vector<std::string>& schemas) {
  postgres::Transaction transaction(site.connection);
  note_module(transaction, plan.module, schemas);
  for (const Migration& migration : plan.moved) record_moved(transaction, plan.module, migration);
  for (const Migration& migration : plan.replaced) {
    record_versioned(transaction, plan.module, migration);
  }
  transaction.commit();
}

void apply(const Site& site, const LockWatch& watch, const Work& work, const Task& task) {
  const auto& [folder, plan] = task;
  const std::vector<std::string> schemas = schemas_of(folder, work.datasets);
  note(site, plan, schemas);
  for (const Migration& migration : plan.versioned) {
    with_patience(folder.title_of(migration.name), site.patience, watch, site.tell,
                  [&] { apply_versioned(site, task.plan.module, migration); });
  }
  if (!plan.renews) return;
  const Renewal renewal =
      plan.module == feed::engine_name
          ? Renewal{plan, Adopt::all_known, work.single_datasets()}
          : Renewal{plan, Adopt::of_schemas, schemas, work.datasets_of(plan.module)};
  with_patience(folder.title_of("the renewal of views and functions"), site.patience, watch,
                site.tell, [&] { renew(site, renewal); });
}

/// Also if no file has to run: tables may have been created by hand since, roles created, or grants
/// lost by a restore.
void finish(const Site& site, const Work& work, const std::vector<Task>& tasks) {
  postgres::Transaction transaction(site.connection);
  set_up(transaction, site.patience);
  for (const Task& task : tasks) {
    note_module(transaction, task.plan.module, schemas_of(task.folder, work.datasets));
  }
  adopt_feeds(transaction, Adopt::all_new, work.single_datasets());
  bring_grants_up_to_date(transaction);
  transaction.commit();
}

MigrationReport report_of(const std::vector<Task>& tasks) {
  MigrationReport report;
  for (const auto& [folder, plan] : tasks) {
    for (const auto& file : plan.versioned) report.versioned.push_back(folder.title_of(file.name));
    for (const auto& file : plan.repeatable) {
      report.repeatable.push_back(folder.title_of(file.name));
    }
  }
  return report;
}

bool all_done(const std::vector<Task>& tasks) {
  return std::all_of(tasks.begin(), tasks.end(),
                     [](const Task& task) { return task.plan.empty(); });
}

MigrationReport migrate_in(const Site& site, const MigrationSources& sources,
                           const std::optional<std::string>& only) {
  const std::vector<Migrations> folders = read_all(sources);
  const MigrationLock lock(site.connection);
  const MigrationHistory history = read_migration_history(site.connection);
  require_own_schemas(folders, sources.datasets, history);
  const std::vector<Task> tasks = plan_all(history, folders, only);
  const Work work{folders, sources.datasets};
  pass_notices(site.connection, site.tell);
  if (!all_done(tasks)) {
    make_ledger(site.connection);
    const LockWatch watch(site.connection);
    for (const Task& task : tasks) {
      if (!task.plan.empty()) apply(site, watch, work, task);
    }
  }
  finish(site, work, tasks);
  return report_of(tasks);
}

/// A user who lacks a privilege here needs no grant, which would be enough for nights, but must be
/// the owner.
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

MigrationReport migrate(postgres::Connection& connection, const MigrationSources& sources,
                        const Tell& tell, const LockTimeouts& patience,
                        const std::optional<std::string>& only) {
  const Site site{connection, patience, tell ? tell : [](const std::string&) {}};
  try {
    return migrate_in(site, sources, only);
  } catch (const Misconfigured& error) {
    if (error.sqlstate() != "42501") throw;
    fail_for_rights(connection, error);
  }
}

MigrationReport pending_migrations(postgres::Executor& database, const MigrationSources& sources) {
  const std::vector<Migrations> folders = read_all(sources);
  const MigrationHistory history = read_migration_history(database);
  require_own_schemas(folders, sources.datasets, history);
  return report_of(plan_all(history, folders, {}));
}

std::optional<std::string> half_applied(postgres::Executor& database) {
  if (!database.query(sql::ledger_knows_modules).is_true(0, 0)) return std::nullopt;
  const postgres::Result owed = database.query(sql::half_applied);
  if (owed.empty()) return std::nullopt;
  return owed.text(0, 0);
}

std::vector<RetiredModule> retired_modules(postgres::Executor& database,
                                           const MigrationSources& sources) {
  std::vector<RetiredModule> retired;
  for (const auto& [name, history] : read_migration_history(database)) {
    const bool is_configured =
        name == feed::engine_name ||
        std::any_of(sources.modules.begin(), sources.modules.end(),
                    [&name = name](const feed::Module& module) { return module.name == name; });
    if (!is_configured) retired.push_back({name, history.schemas});
  }
  return retired;
}

}  // namespace nightjar::schema
