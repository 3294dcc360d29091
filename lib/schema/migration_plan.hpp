#pragma once

#include <string>
#include <vector>

#include "schema/migration.hpp"
#include "schema/migration_history.hpp"

namespace nightjar::schema {

/// What must run, or be recorded, to bring a database to the state of a folder of migrations.
struct Plan {
  std::string module{};
  std::vector<Migration>
      replaced{};  ///< count as run: the database has had all files that they replace
  std::vector<Migration> moved{};  ///< ran from the engine's folder, and belong to the module now
  std::vector<Migration> versioned{};
  bool renews = false;                  ///< whether views and functions are renewed
  std::vector<Migration> repeatable{};  ///< all of them if they are renewed, none otherwise

  [[nodiscard]] bool empty() const {
    return replaced.empty() && moved.empty() && versioned.empty() && !renews;
  }
};

/// Compares the history with a folder. `all`: the folders of the installation, the engine's first.
/// Throws Misconfigured if a migration that ran was edited since or is in no folder (the database
/// is newer than the program), and if the database has had some but not all of those that one
/// replaces (it is too old).
Plan plan_migration(const MigrationHistory& history, const Migrations& folder,
                    const std::vector<Migrations>& all);

}  // namespace nightjar::schema
