#pragma once

#include <string>
#include <vector>

#include "schema/migration.hpp"
#include "schema/migration_history.hpp"

namespace nightjar::schema {

/// What must run, or be noted, to bring a database to the state of a folder of migrations.
struct Plan {
  std::string module{};
  std::vector<Migration> replaced{};  ///< count as run: the database has had all they stand for
  std::vector<Migration> moved{};     ///< ran from the engine's folder, and are the module's now
  std::vector<Migration> versioned{};
  bool renews = false;                  ///< whether views and functions are renewed
  std::vector<Migration> repeatable{};  ///< all of them where they are, none otherwise

  [[nodiscard]] bool empty() const {
    return replaced.empty() && moved.empty() && versioned.empty() && !renews;
  }
};

/// Compares the ledger with a folder. `all`: the folders of the installation, the engine's first.
/// Throws Misconfigured where a migration that ran was edited since or is in no folder (the
/// database is newer than the program), and where the database has had some but not all of those
/// that one stands for (it is too old).
Plan plan_migration(const MigrationHistory& history, const Migrations& folder,
                    const std::vector<Migrations>& all);

}  // namespace nightjar::schema
