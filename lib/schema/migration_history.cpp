#include "schema/migration_history.hpp"

#include <sstream>

#include "postgres/quoting.hpp"
#include "schema/sql.hpp"

namespace nightjar::schema {
namespace {

bool knows_modules(postgres::Executor& database) {
  return database.query(sql::ledger_knows_modules).is_true(0, 0);
}

std::vector<std::string> lines_of(const std::string& list) {
  std::istringstream stream(list);
  std::vector<std::string> parts;
  for (std::string part; std::getline(stream, part);) parts.push_back(part);
  return parts;
}

void read_modules(postgres::Executor& database, MigrationHistory& history) {
  const postgres::Result rows = database.query(sql::read_modules);
  for (std::size_t row = 0; row < rows.size(); ++row) {
    ModuleHistory& module = history[rows.text(row, 0)];
    module.schemas = lines_of(rows.text(row, 1));
    module.needs_renewal = rows.is_true(row, 2);
  }
}

}  // namespace

MigrationHistory read_migration_history(postgres::Executor& database) {
  MigrationHistory history;
  if (!database.query(sql::ledger_exists).is_true(0, 0)) return history;
  const postgres::Result rows = database.query(sql::read_ledger);
  for (std::size_t row = 0; row < rows.size(); ++row) {
    ModuleHistory& module = history[rows.text(row, 0)];
    auto& checksums = rows.value(row, 1) == "versioned" ? module.versioned : module.repeatable;
    checksums.emplace(rows.text(row, 2), rows.text(row, 3));
  }
  if (knows_modules(database)) read_modules(database, history);
  return history;
}

void create_ledger(postgres::Connection& connection) {
  if (knows_modules(connection)) return;
  postgres::Transaction transaction(connection);
  transaction.run_script(sql::create_ledger);
  transaction.commit();
}

void note_module(postgres::Executor& database, const std::string& module,
                 const std::vector<std::string>& schemas) {
  database.query(sql::note_module, {module, postgres::array_of(schemas)});
}

void record_versioned(postgres::Executor& database, const std::string& module,
                      const Migration& migration) {
  database.query(sql::record_migration, {module, "versioned", migration.name, migration.checksum});
  database.query(sql::set_renewal, {module, "true"});
}

void record_moved(postgres::Executor& database, const std::string& module,
                  const Migration& migration) {
  database.query(sql::move_migration, {module, migration.name});
}

void record_repeatable(postgres::Executor& database, const std::string& module,
                       const std::vector<Migration>& migrations) {
  database.query(sql::forget_repeatable, {module});
  for (const Migration& migration : migrations) {
    database.query(sql::record_migration,
                   {module, "repeatable", migration.name, migration.checksum});
  }
  database.query(sql::set_renewal, {module, "false"});
}

}  // namespace nightjar::schema
