#pragma once

#include <map>
#include <string>
#include <vector>

#include "postgres/connection.hpp"
#include "schema/migration.hpp"

namespace nightjar::schema {

/// Which migrations of a module a database has seen.
struct ModuleHistory {
  std::map<std::string, std::string> versioned{};   ///< checksums by name
  std::map<std::string, std::string> repeatable{};  ///< checksums by name
  std::vector<std::string> schemas{};               ///< that are the module's, as noted
  bool needs_renewal = false;                       ///< since a versioned one ran
};

/// nightjar.migrations and nightjar.modules, by the module's name. What a database of before there
/// were modules has seen counts as the engine's.
using MigrationHistory = std::map<std::string, ModuleHistory>;

/// Names as PostgreSQL reads an array of texts.
std::string array_of(const std::vector<std::string>& names);

/// Reads the ledger; an empty one where the database has none.
MigrationHistory read_migration_history(postgres::Executor& database);

/// Makes the ledger, and the schema it is in, or adds the modules to one that does not know them.
void create_ledger(postgres::Connection& connection);

/// Notes that a module is applied to this database, and which schemas are its own.
void note_module(postgres::Executor& database, const std::string& module,
                 const std::vector<std::string>& schemas);

/// Notes that a versioned migration ran. The module's views and functions are then to be renewed:
/// they stand on the tables as they were before it.
void record_versioned(postgres::Executor& database, const std::string& module,
                      const Migration& migration);

/// Notes that a migration which ran from the engine's folder is one of this module.
void record_moved(postgres::Executor& database, const std::string& module,
                  const Migration& migration);

/// Notes that these, and no other repeatable ones of the module, ran: its views and functions are
/// renewed.
void record_repeatable(postgres::Executor& database, const std::string& module,
                       const std::vector<Migration>& migrations);

}  // namespace nightjar::schema
