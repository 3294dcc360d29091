#include "schema/migration_plan.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/format.hpp"

namespace nightjar::schema {
namespace {

const ModuleHistory& history_of(const MigrationHistory& history, const std::string& module) {
  static const ModuleHistory none;
  const auto found = history.find(module);
  return found == history.end() ? none : found->second;
}

const ModuleHistory& engine_of(const MigrationHistory& history) {
  return history_of(history, std::string(feed::engine_name));
}

/// Whether a folder has the versioned file, or one that replaces it.
bool covers(const Migrations& folder, const std::string& name) {
  return std::any_of(folder.versioned.begin(), folder.versioned.end(),
                     [&](const Migration& migration) {
                       const auto& replaces = migration.replaces;
                       return migration.name == name ||
                              std::find(replaces.begin(), replaces.end(), name) != replaces.end();
                     });
}

/// A file that users had put into the engine's folder is recognised in a module's by its content.
bool was_moved(const Migration& migration, const MigrationHistory& history,
               const Migrations& engine) {
  const auto& versioned = engine_of(history).versioned;
  const auto ran = versioned.find(migration.name);
  return ran != versioned.end() && ran->second == migration.checksum &&
         !covers(engine, migration.name);
}

bool is_in_a_module(const std::string& name, const MigrationHistory& history,
                    const std::vector<Migrations>& folders) {
  return std::any_of(folders.begin() + 1, folders.end(), [&](const Migrations& folder) {
    return std::any_of(
        folder.versioned.begin(), folder.versioned.end(), [&](const Migration& migration) {
          return migration.name == name && was_moved(migration, history, folders.front());
        });
  });
}

[[noreturn]] void fail_for_unknown(const Migrations& folder, const std::string& name) {
  const std::string place = (folder.folder / "versioned").string();
  if (folder.module == feed::engine_name) {
    throw Misconfigured(
        fmt::format(
            "the database is newer than this program: it has had the migration {}, which is not "
            "in {}",
            name, place),
        "run the newer program with its migrations; or, where the file is of a dataset of yours, "
        "put it into migrations/versioned of the dataset's module");
  }
  throw Misconfigured(
      fmt::format("the database is newer than the module {}: it has had the migration "
                  "{}, which is not in {}",
                  folder.module, name, place),
      "bring the module up to date, or put the file back if it was renamed or "
      "removed");
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

/// Whether the database has had all migrations that this one replaces.
bool is_replaced(const Migration& migration, const ModuleHistory& own,
                 const ModuleHistory& engine) {
  std::vector<std::string> missing;
  for (const std::string& name : migration.replaces) {
    if (!own.versioned.contains(name) && !engine.versioned.contains(name)) missing.push_back(name);
  }
  if (missing.empty()) return !migration.replaces.empty();
  if (missing.size() == migration.replaces.size()) return false;
  throw Misconfigured(
      fmt::format(
          "the database is too old for this program: {} stands for {} earlier migrations, of "
          "which it has not had {}",
          migration.file.string(), migration.replaces.size(), fmt::join(missing, ", ")),
      fmt::format("run `nightjar migrate` of the version that has {}, then that of this one",
                  migration.replaces.back()));
}

/// A file that is no longer in the folder counts as a change as well: the rest runs again.
bool repeatable_differ(const ModuleHistory& own, const Migrations& folder) {
  std::map<std::string, std::string> wanted;
  for (const Migration& migration : folder.repeatable) {
    wanted.emplace(migration.name, migration.checksum);
  }
  return wanted != own.repeatable;
}

/// Every migration of the database must be in the folder, or be replaced by a file in it.
void refuse_unknown(const MigrationHistory& history, const Migrations& folder,
                    const std::vector<Migrations>& all) {
  for (const auto& [name, checksum] : history_of(history, folder.module).versioned) {
    if (covers(folder, name)) continue;
    const bool is_engine = folder.module == feed::engine_name;
    if (!is_engine || !is_in_a_module(name, history, all)) fail_for_unknown(folder, name);
  }
}

}  // namespace

Plan plan_migration(const MigrationHistory& history, const Migrations& folder,
                    const std::vector<Migrations>& all) {
  refuse_unknown(history, folder, all);
  const ModuleHistory& own = history_of(history, folder.module);
  Plan plan{.module = folder.module};
  for (const Migration& migration : folder.versioned) {
    const auto applied = own.versioned.find(migration.name);
    if (applied != own.versioned.end()) {
      refuse_edited(migration, applied->second);
    } else if (was_moved(migration, history, all.front())) {
      plan.moved.push_back(migration);
    } else if (is_replaced(migration, own, engine_of(history))) {
      plan.replaced.push_back(migration);
    } else {
      plan.versioned.push_back(migration);
    }
  }
  plan.renews = !plan.versioned.empty() || !plan.replaced.empty() || own.needs_renewal ||
                repeatable_differ(own, folder);
  if (plan.renews) plan.repeatable = folder.repeatable;
  return plan;
}

}  // namespace nightjar::schema
