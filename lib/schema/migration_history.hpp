#pragma once

#include <map>
#include <string>
#include <vector>

#include "postgres/connection.hpp"
#include "schema/migration.hpp"

namespace nightjar::schema {

/// The migrations of a module that were applied to a database.
struct ModuleHistory {
  std::map<std::string, std::string> versioned{};   ///< checksums by name
  std::map<std::string, std::string> repeatable{};  ///< checksums by name
  std::vector<std::string> schemas{};               ///< that belong to the module, as recorded
  bool needs_renewal = false;                       ///< a versioned one ran since
};

/// nightjar.migrations and nightjar.modules, by the module's name. Migrations of a database without
/// modules count as the engine's.
using MigrationHistory = std::map<std::string, ModuleHistory>;

/// Reads the history; empty if the database has none.
MigrationHistory read_migration_history(postgres::Executor& database);

/// Creates the tables of the history and their schema, or adds modules to a history without them.
void create_ledger(postgres::Connection& connection);

/// Records that a module is applied to this database, and which schemas belong to it.
void note_module(postgres::Executor& database, const std::string& module,
                 const std::vector<std::string>& schemas);

/// Records that a versioned migration ran. The module's views and functions must then be renewed:
/// they were created for the tables before it.
void record_versioned(postgres::Executor& database, const std::string& module,
                      const Migration& migration);

/// Records that a migration which ran from the engine's folder belongs to this module.
void record_moved(postgres::Executor& database, const std::string& module,
                  const Migration& migration);

/// Records that these repeatable migrations of the module, and no others, ran: its views and
/// functions are renewed.
void record_repeatable(postgres::Executor& database, const std::string& module,
                       const std::vector<Migration>& migrations);

}  // namespace nightjar::schema
