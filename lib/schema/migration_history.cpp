#include "schema/migration_history.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/format.hpp"
#include "schema/sql.hpp"

namespace nightjar::schema {
namespace {

bool has_ledger(postgres::Executor& database) {
  return database.query(sql::ledger_exists).is_true(0, 0);
}

bool contains(const std::vector<Migration>& migrations, const std::string& name) {
  return std::any_of(migrations.begin(), migrations.end(),
                     [&](const Migration& migration) { return migration.name == name; });
}

void refuse_unknown(const MigrationHistory& ledger, const Migrations& migrations) {
  for (const auto& [name, checksum] : ledger.versioned) {
    if (contains(migrations.versioned, name)) continue;
    throw Misconfigured(
        fmt::format(
            "the database is newer than this program: it has had the migration {}, which is "
            "not in {}",
            name, (migrations.folder / "versioned").string()),
        "run the newer program with its migrations, or put the file back if it was renamed or "
        "removed");
  }
}

void refuse_edited(const Migration& migration, const std::string& checksum) {
  if (migration.checksum == checksum) return;
  throw Misconfigured(
      fmt::format(
          "{}: was edited after it had been applied: its SHA-256 is {}, that of the file that "
          "ran is {}",
          migration.file.string(), migration.checksum, checksum),
      "restore the file as it was, and write the change as a new migration");
}

/// One that the folder no longer has counts as a change as well: what remains runs again.
bool repeatable_differ(const MigrationHistory& ledger, const Migrations& migrations) {
  std::map<std::string, std::string> wanted;
  for (const Migration& migration : migrations.repeatable) {
    wanted.emplace(migration.name, migration.checksum);
  }
  return wanted != ledger.repeatable;
}

}  // namespace

MigrationHistory read_migration_history(postgres::Executor& database) {
  MigrationHistory ledger;
  if (!has_ledger(database)) return ledger;
  const postgres::Result rows = database.query(sql::read_ledger);
  for (std::size_t row = 0; row < rows.size(); ++row) {
    auto& checksums = rows.value(row, 0) == "versioned" ? ledger.versioned : ledger.repeatable;
    checksums.emplace(rows.text(row, 1), rows.text(row, 2));
  }
  return ledger;
}

void create_ledger(postgres::Connection& connection) {
  if (has_ledger(connection)) return;
  postgres::Transaction transaction(connection);
  transaction.run_script(sql::create_ledger);
  transaction.commit();
}

void record_versioned(postgres::Executor& database, const Migration& migration) {
  database.query(sql::record_migration, {"versioned", migration.name, migration.checksum});
  database.query(sql::forget_repeatable);
}

void record_repeatable(postgres::Executor& database, const std::vector<Migration>& migrations) {
  database.query(sql::forget_repeatable);
  for (const Migration& migration : migrations) {
    database.query(sql::record_migration, {"repeatable", migration.name, migration.checksum});
  }
}

Plan plan_migration(const MigrationHistory& ledger, const Migrations& migrations) {
  refuse_unknown(ledger, migrations);
  Plan plan;
  for (const Migration& migration : migrations.versioned) {
    const auto applied = ledger.versioned.find(migration.name);
    if (applied == ledger.versioned.end()) {
      plan.versioned.push_back(migration);
    } else {
      refuse_edited(migration, applied->second);
    }
  }
  if (!plan.versioned.empty() || repeatable_differ(ledger, migrations)) {
    plan.repeatable = migrations.repeatable;
  }
  return plan;
}

}  // namespace nightjar::schema
