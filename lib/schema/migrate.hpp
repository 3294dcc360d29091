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

/// The folders of an installation's migrations, and the datasets they belong to.
struct MigrationSources {
  std::filesystem::path engine;  ///< has the folders versioned/ and repeatable/
  std::vector<feed::Module> modules{};
  std::vector<feed::Dataset> datasets{};  ///< of all modules, and those without one
};

/// The names of the files that ran, in order: `0002_vendor.sql` of the engine,
/// `shop/0002_vendor.sql` of a module.
struct MigrationReport {
  std::vector<std::string> versioned;
  std::vector<std::string> repeatable;

  [[nodiscard]] bool changed() const { return !versioned.empty() || !repeatable.empty(); }
};

/// Brings the database to the state of the folders, the engine's first, then each module's: each
/// versioned file that has not run yet, in a transaction of its own; then, if any file is new or
/// changed, every repeatable one, in one transaction. It can be repeated, and run twice at once:
/// the second waits, then finds nothing to do. `only`: the one module to migrate, after the engine;
/// nothing: all.
///
/// After a versioned file the repeatable ones are due until they have run, whatever happens in
/// between. Views and functions whose columns change are created again together with their
/// dependent objects and grants. In any case it adopts tables of feeds that have no related
/// relations yet, and updates the roles and their grants. `tell` receives PostgreSQL's notices and
/// the sessions that it waits for.
///
/// Throws Misconfigured for folders that contradict themselves, each other or the database
/// (read_migrations, require_own_schemas, plan_migrations), changing nothing, and for SQL that
/// fails, naming the file and, if PostgreSQL reports it, the line; Transient if another session
/// holds a lock for longer than `patience`. Files that ran before that one stay applied. Throws
/// UsageError if no module is called `only`.
MigrationReport migrate(postgres::Connection& connection, const MigrationSources& sources,
                        const Tell& tell = {}, const LockTimeouts& patience = {},
                        const std::optional<std::string>& only = {});

/// What migrate() would run now. Changes nothing and takes no lock; throws as migrate() does.
MigrationReport pending_migrations(postgres::Executor& database, const MigrationSources& sources);

/// The newest versioned file of a module whose migration was not completed: views and functions
/// have not been renewed since. Nothing if none is due, or nothing was ever migrated.
std::optional<std::string> half_applied(postgres::Executor& database);

/// A module that was applied to the database and is no longer configured.
struct RetiredModule {
  std::string name;
  std::vector<std::string> schemas;
};

/// Those of the database, by name.
std::vector<RetiredModule> retired_modules(postgres::Executor& database,
                                           const MigrationSources& sources);

}  // namespace nightjar::schema
