#pragma once

#include "config/settings.hpp"
#include "schema/migrate.hpp"

namespace nightjar::daemon {

/// The migrations of an installation: the engine's and those of its modules.
inline schema::MigrationSources migration_sources(const config::Settings& settings) {
  return {settings.migrations_dir, settings.modules, settings.datasets};
}

}  // namespace nightjar::daemon
