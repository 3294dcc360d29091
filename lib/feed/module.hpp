#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace nightjar::feed {

/// A folder that brings datasets and the SQL that belongs to them: their tables, and the views and
/// functions over these.
struct Module {
  std::string name;              ///< the folder's name
  std::filesystem::path folder;  ///< dataset files, and migrations/ where it has any
};

/// What the engine is called among the modules. No module has this name.
constexpr std::string_view engine_name = "nightjar";

/// Whether a schema is the engine's, or PostgreSQL's and its extensions', so that no dataset or
/// module may have it.
bool is_engine_schema(std::string_view schema);

}  // namespace nightjar::feed
