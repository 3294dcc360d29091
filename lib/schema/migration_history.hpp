#pragma once

#include <map>
#include <string>
#include <vector>

#include "postgres/connection.hpp"
#include "schema/migration.hpp"

namespace nightjar::schema {

/// Which migrations a database has seen: nightjar.migrations.
struct MigrationHistory {
  std::map<std::string, std::string> versioned;   ///< checksums by name
  std::map<std::string, std::string> repeatable;  ///< checksums by name
};

/// Reads the ledger; an empty one where the database has none.
MigrationHistory read_migration_history(postgres::Executor& database);

/// Makes the ledger, and the schema it is in, where the database has none.
void create_ledger(postgres::Connection& connection);

/// Notes that a versioned migration ran, and forgets that the repeatable ones did: what they made
/// stands on the tables as they were before it.
void record_versioned(postgres::Executor& database, const Migration& migration);

/// Notes that these, and no other repeatable ones, ran.
void record_repeatable(postgres::Executor& database, const std::vector<Migration>& migrations);

/// What must run to bring a database with this ledger to the state of the folder.
struct Plan {
  std::vector<Migration> versioned;
  std::vector<Migration> repeatable;

  [[nodiscard]] bool empty() const { return versioned.empty() && repeatable.empty(); }
};

/// Compares the ledger with the folder. Throws Misconfigured where a migration that ran was edited
/// since, or is not in the folder (the database is newer than the program).
Plan plan_migration(const MigrationHistory& ledger, const Migrations& migrations);

}  // namespace nightjar::schema
