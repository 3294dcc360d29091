#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "feed/module.hpp"

namespace nightjar::schema {

/// A file of a folder of migrations.
struct Migration {
  std::filesystem::path file;
  std::string name;  ///< the file's name: `0002_vendor.sql`
  std::string sql;
  std::string checksum;  ///< SHA-256 of the bytes, in hexadecimal
  /// Earlier versioned files, of the module or the engine, that this one replaces: its first lines
  /// name them, as `-- replaces: NAME NAME`. A database that has had them all has had this one.
  std::vector<std::string> replaces{};
};

/// The migrations of the engine or of one module, which have their own numbers.
struct Migrations {
  std::string module;  ///< its name; feed::engine_name for the engine's
  std::filesystem::path folder;
  std::vector<Migration> versioned;  ///< run once each, in order of their numbers
  std::vector<Migration>
      repeatable;  ///< run again whenever a file changed, in order of their names

  /// A file's name for people: `0002_vendor.sql` of the engine, `shop/0002_vendor.sql` of a module.
  [[nodiscard]] std::string title_of(const std::string& name) const;
};

/// Reads the engine's `folder`/versioned/NNNN_name.sql and `folder`/repeatable/NNN_name.sql; hidden
/// files and *.md are skipped. Throws Misconfigured if a folder is missing or empty, a file has
/// another name, or two versioned files have the same number. Gaps between the numbers are allowed.
Migrations read_migrations(const std::filesystem::path& folder);

/// The same for a module's folder migrations/, any part of which may be missing.
Migrations read_migrations(const feed::Module& module);

}  // namespace nightjar::schema
