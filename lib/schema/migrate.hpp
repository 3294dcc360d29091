#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "feed/dataset.hpp"
#include "feed/module.hpp"
#include "postgres/connection.hpp"
#include "schema/lock_wait.hpp"

namespace nightjar::schema {

/// Where the migrations of an installation are, and whose they are.
struct MigrationSources {
  std::filesystem::path engine;  ///< has the folders versioned/ and repeatable/
  std::vector<feed::Module> modules{};
  std::vector<feed::Dataset> datasets{};  ///< of all modules, and those without one
};

/// The names of the files that ran, in the order in which they did: `0002_vendor.sql` of the
/// engine, `shop/0002_vendor.sql` of a module.
struct MigrationReport {
  std::vector<std::string> versioned;
  std::vector<std::string> repeatable;

  [[nodiscard]] bool changed() const { return !versioned.empty() || !repeatable.empty(); }
};

/// Brings the database to the state of the folders, the engine's first, then each module's: each
/// versioned file that has not run yet, in a transaction of its own; then, if any file at all is
/// new or changed, every repeatable one, in one transaction. Safe to repeat, and for two at once:
/// the second waits, then finds nothing to do. `only`: the one module to migrate, after the engine;
/// nothing: all.
///
/// A versioned file leaves the repeatable ones owed until they have run, whatever happens between.
/// Views and functions whose columns change are made again together with what people built on them
/// and what they granted. In any case it adopts tables that are feeds' and have nothing beside them
/// yet, and brings the roles and their grants up to date. `tell` hears what PostgreSQL notes and
/// who is waited for.
///
/// Throws Misconfigured for folders that contradict themselves, each other or the database
/// (read_migrations, require_own_schemas, plan_migrations), changing nothing, and for SQL that
/// fails, naming the file and, where PostgreSQL tells it, the line; Transient where somebody holds
/// a lock for longer than `patience` lasts. What ran before that file stays. Throws UsageError
/// where no module is called `only`.
MigrationReport migrate(postgres::Connection& connection, const MigrationSources& sources,
                        const Tell& tell = {}, const LockTimeouts& patience = {},
                        const std::optional<std::string>& only = {});

/// What migrate() would run now. Changes nothing and takes no lock; throws as migrate() does.
MigrationReport pending_migrations(postgres::Executor& database, const MigrationSources& sources);

/// The newest versioned file of a module whose migration was not brought to its end: views and
/// functions are not renewed since. Nothing where none is owed, or nothing was ever migrated.
std::optional<std::string> half_applied(postgres::Executor& database);

/// A module that was applied to the database and is not configured any more.
struct RetiredModule {
  std::string name;
  std::vector<std::string> schemas;
};

/// Those of the database, by name.
std::vector<RetiredModule> retired_modules(postgres::Executor& database,
                                           const MigrationSources& sources);

}  // namespace nightjar::schema
