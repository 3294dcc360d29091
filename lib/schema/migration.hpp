#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace nightjar::schema {

/// A file of the folder of migrations.
struct Migration {
  std::filesystem::path file;
  std::string name;  ///< the file's name: `0002_vendor.sql`
  std::string sql;
  std::string checksum;  ///< SHA-256 of the bytes, in hexadecimal
};

/// What the folder of migrations holds.
struct Migrations {
  std::filesystem::path folder;
  std::vector<Migration> versioned;  ///< run once each, in order of their numbers
  std::vector<Migration>
      repeatable;  ///< run again whenever a file changed, in order of their names
};

/// Reads `folder`/versioned/NNNN_name.sql and `folder`/repeatable/NNN_name.sql; hidden files and
/// *.md are passed over. Throws Misconfigured where a folder is missing or empty, a file has
/// another name, or two versioned files bear one number. Gaps between the numbers are fine.
Migrations read_migrations(const std::filesystem::path& folder);

}  // namespace nightjar::schema
