#include "schema/migration.hpp"

#include <algorithm>
#include <sstream>
#include <string_view>
#include <system_error>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/folder.hpp"
#include "base/format.hpp"
#include "hashing/digest.hpp"

namespace nightjar::schema {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t versioned_digits = 4;
constexpr std::size_t repeatable_digits = 3;

/// The names after `-- replaces:` in the first lines of a file.
std::vector<std::string> replaced_by(const std::string& sql) {
  constexpr std::string_view mark = "-- replaces:";
  std::istringstream lines(sql);
  std::vector<std::string> names;
  for (std::string line; std::getline(lines, line) && line.starts_with(mark);) {
    std::istringstream words(line.substr(mark.size()));
    for (std::string name; words >> name;) names.push_back(name);
  }
  return names;
}

/// Whether `name` is that many digits, then `_name.sql`.
bool has_form(std::string_view name, std::size_t digits) {
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz0123456789_";
  constexpr std::string_view suffix = ".sql";
  if (!name.ends_with(suffix)) return false;
  name.remove_suffix(suffix.size());
  const auto first_no_digit = name.find_first_not_of("0123456789");
  return first_no_digit == digits && name[digits] == '_' && name.size() > digits + 1 &&
         name.find_first_not_of(letters) == name.npos;
}

bool is_passed_over(const fs::path& file) {
  return file.filename().string().starts_with('.') || file.extension() == ".md";
}

std::vector<Migration> read_folder(const fs::path& folder, std::size_t digits,
                                   std::error_code& error) {
  std::vector<Migration> migrations;
  for (const fs::path& file : entries_of(folder, error)) {
    if (is_passed_over(file)) continue;
    if (!has_form(file.filename().string(), digits)) {
      throw Misconfigured(
          fmt::format("{}: this is not the name of a migration", file.string()),
          fmt::format("name it {}_name.sql, in small letters, or move it out of the folder",
                      std::string(digits, 'N')));
    }
    std::string sql = read_text(file);
    std::string checksum = sha256_hex(sql);
    std::vector<std::string> replaces = replaced_by(sql);
    migrations.push_back(
        {file, file.filename().string(), std::move(sql), std::move(checksum), std::move(replaces)});
  }
  return migrations;
}

std::vector<Migration> read_engine_folder(const fs::path& folder, std::size_t digits) {
  std::error_code error;
  std::vector<Migration> migrations = read_folder(folder, digits, error);
  if (error || migrations.empty()) {
    throw Misconfigured(
        fmt::format("{}: no migrations there{}", folder.string(),
                    error ? ": " + error.message() : ""),
        "correct `migrations:` in the settings, or install the program's migrations");
  }
  return migrations;
}

std::vector<Migration> read_module_folder(const fs::path& folder, std::size_t digits) {
  std::error_code error;
  std::vector<Migration> migrations = read_folder(folder, digits, error);
  if (error && error != std::errc::no_such_file_or_directory) {
    throw Misconfigured(
        fmt::format("{}: cannot read the folder: {}", folder.string(), error.message()),
        "let this user read it, or take the module out of `datasets:`");
  }
  return migrations;
}

void refuse_equal_numbers(const std::vector<Migration>& versioned) {
  const auto number = [](const Migration& migration) {
    return std::string_view(migration.name).substr(0, versioned_digits);
  };
  const auto pair = std::adjacent_find(
      versioned.begin(), versioned.end(),
      [&](const Migration& a, const Migration& b) { return number(a) == number(b); });
  if (pair == versioned.end()) return;
  throw Misconfigured(
      fmt::format("{}: {} has the same number", std::next(pair)->file.string(), pair->name),
      "give the one that has not been applied anywhere the next free number");
}

}  // namespace

std::string Migrations::title_of(const std::string& name) const {
  return module == feed::engine_name ? name : module + "/" + name;
}

Migrations read_migrations(const fs::path& folder) {
  Migrations migrations{std::string(feed::engine_name), folder,
                        read_engine_folder(folder / "versioned", versioned_digits),
                        read_engine_folder(folder / "repeatable", repeatable_digits)};
  refuse_equal_numbers(migrations.versioned);
  return migrations;
}

Migrations read_migrations(const feed::Module& module) {
  const fs::path folder = module.folder / "migrations";
  Migrations migrations{module.name, folder,
                        read_module_folder(folder / "versioned", versioned_digits),
                        read_module_folder(folder / "repeatable", repeatable_digits)};
  refuse_equal_numbers(migrations.versioned);
  return migrations;
}

}  // namespace nightjar::schema
