#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "postgres/connection.hpp"

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
/// Throws Misconfigured for a folder that contradicts itself or the database (read_migrations,
/// plan_migration), changing nothing, and for SQL that fails, naming the file and, where PostgreSQL
/// tells it, the line; what ran before that file stays.
MigrationReport migrate(postgres::Connection& connection, const std::filesystem::path& folder);

/// What migrate() would run now. Changes nothing and takes no lock; throws as migrate() does.
MigrationReport pending_migrations(postgres::Executor& database,
                                   const std::filesystem::path& folder);

}  // namespace nightjar::schema
