#pragma once

#include <filesystem>
#include <string>

#include "config/settings.hpp"
#include "postgres/connection.hpp"
#include "schema/migrate.hpp"
#include "support/places.hpp"

namespace nightjar::support {

/// The migrations of the source tree: the engine's, and those of the modules that come with it.
inline schema::MigrationSources project_migrations() {
  const config::Settings settings = config::load(source_folder() / "config/nightjar.yaml");
  return {settings.migrations_dir, settings.modules, settings.datasets};
}

/// The same from a copy in `folder`, to be changed: migrations/ and datasets/.
inline schema::MigrationSources copied_migrations(const std::filesystem::path& folder) {
  constexpr auto all = std::filesystem::copy_options::recursive;
  std::filesystem::copy(source_folder() / "migrations", folder / "migrations", all);
  std::filesystem::copy(source_folder() / "config/datasets", folder / "datasets", all);
  schema::MigrationSources sources = project_migrations();
  sources.engine = folder / "migrations";
  for (feed::Module& module : sources.modules) module.folder = folder / "datasets" / module.name;
  return sources;
}

/// The engine's migrations alone.
inline schema::MigrationSources engine_migrations() { return {source_folder() / "migrations"}; }

inline void migrate_from(const std::string& url, const schema::MigrationSources& sources) {
  postgres::Connection connection(url, "test");
  static_cast<void>(schema::migrate(connection, sources));
}

inline void migrate_project(const std::string& url) { migrate_from(url, project_migrations()); }

}  // namespace nightjar::support
