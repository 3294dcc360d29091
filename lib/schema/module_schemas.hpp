#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "feed/dataset.hpp"
#include "schema/migration.hpp"
#include "schema/migration_history.hpp"

namespace nightjar::schema {

/// A schema that a script creates.
struct CreatedSchema {
  std::string name;
  std::size_t line;  ///< from 1
};

/// The schemas that a script creates or renames another to, as far as it names them directly: not
/// in statements that it composes and executes.
std::vector<CreatedSchema> schemas_created_by(std::string_view sql);

/// Where a module's migrations create the table of a feed, as FILE:LINE; nothing where they do not.
std::optional<std::string> creation_of(const Migrations& module, const feed::Definition& feed);

/// The schemas of a module: those of its datasets, and those that its migrations create. By name,
/// each once.
std::vector<std::string> schemas_of(const Migrations& module,
                                    std::span<const feed::Dataset> datasets);

/// Throws Misconfigured if a module claims a schema of the engine, of another module, of a dataset,
/// or of a module that was applied to the database and is no longer configured. The first of
/// `folders` is the engine's.
void require_own_schemas(std::span<const Migrations> folders,
                         std::span<const feed::Dataset> datasets, const MigrationHistory& history);

}  // namespace nightjar::schema
