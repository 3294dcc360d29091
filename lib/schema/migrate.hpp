#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "postgres/connection.hpp"
#include "schema/lock_wait.hpp"

namespace nightjar::schema {

/// The names of the files that ran, in the order in which they did.
struct MigrationReport {
  std::vector<std::string> versioned;
  std::vector<std::string> repeatable;

  [[nodiscard]] bool changed() const { return !versioned.empty() || !repeatable.empty(); }
};

/// Brings the database to the state of the folder: each versioned file that has not run yet, in a
/// transaction of its own; then, if any file at all is new or changed, every repeatable one, in one
/// transaction. Safe to repeat, and for two at once: the second waits, then finds nothing to do.
///
/// A versioned file leaves the repeatable ones owed until they have run, whatever happens between.
/// Views and functions whose columns change are made again together with what people built on them
/// and what they granted. In any case it brings the roles and their grants up to date. `tell` hears
/// what PostgreSQL notes and who is waited for.
///
/// Throws Misconfigured for a folder that contradicts itself or the database (read_migrations,
/// plan_migration), changing nothing, and for SQL that fails, naming the file and, where PostgreSQL
/// tells it, the line; Transient where somebody holds a lock for longer than `patience` lasts. What
/// ran before that file stays.
MigrationReport migrate(postgres::Connection& connection, const std::filesystem::path& folder,
                        const Tell& tell = {}, const LockTimeouts& patience = {});

/// What migrate() would run now. Changes nothing and takes no lock; throws as migrate() does.
MigrationReport pending_migrations(postgres::Executor& database,
                                   const std::filesystem::path& folder);

/// The newest versioned file whose migration was not brought to its end: views and functions are
/// not renewed since. Nothing where none is owed, or nothing was ever migrated.
std::optional<std::string> half_applied(postgres::Executor& database);

}  // namespace nightjar::schema
