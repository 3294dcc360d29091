#include "config/identifier.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/format.hpp"
#include "feed/module.hpp"

namespace nightjar::config {
namespace {

using namespace std::string_view_literals;

/// Nightjar's columns of S.T, S.T_past and the staging table, and the names that its functions and
/// its ledger use.
constexpr std::array bookkeeping_columns{"valid_from"sv, "valid_to"sv,     "deleted_at"sv,
                                         "run_id"sv,     "row_id"sv,       "value_fingerprint"sv,
                                         "record"sv,     "spoiled"sv,      "opened_by"sv,
                                         "closed_by"sv,  "known_row_id"sv, "known_fingerprint"sv,
                                         "known_live"sv};

/// Columns that every table of PostgreSQL has.
constexpr std::array system_columns{"ctid"sv, "xmin"sv, "xmax"sv, "cmin"sv, "cmax"sv, "tableoid"sv};

template <std::size_t Size>
bool is_one_of(std::string_view name, const std::array<std::string_view, Size>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_lower_snake_case(std::string_view name) {
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz";
  constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyz0123456789_";
  return !name.empty() && letters.find(name.front()) != letters.npos &&
         name.find_first_not_of(allowed) == name.npos;
}

}  // namespace

bool is_identifier(std::string_view name) {
  return is_lower_snake_case(name) && name.size() <= max_identifier_bytes;
}

void require_identifier(const std::string& name, const std::string& role,
                        const yaml::Value& value) {
  if (!is_lower_snake_case(name)) {
    value.fail(fmt::format("{} \"{}\" is not lower_snake_case", role, name),
               "use a to z, 0 to 9 and _, beginning with a letter");
  }
  if (name.size() > max_identifier_bytes) {
    value.fail(fmt::format("{} \"{}\" has {} bytes; at most {} are allowed", role, name,
                           name.size(), max_identifier_bytes),
               "choose a shorter name: PostgreSQL's limit is 63 bytes, suffixes included");
  }
}

void require_free_schema(const std::string& name, const std::string& role,
                         const yaml::Value& value) {
  if (!feed::is_engine_schema(name)) return;
  value.fail(
      fmt::format("{} \"{}\" is taken: a schema of that name is PostgreSQL's or Nightjar's own",
                  role, name),
      "choose another name");
}

bool is_free_column(std::string_view name) {
  return !is_one_of(name, bookkeeping_columns) && !is_one_of(name, system_columns);
}

void require_free_column(const std::string& name, const yaml::Value& value) {
  if (is_one_of(name, bookkeeping_columns)) {
    value.fail(fmt::format(
                   "the column name \"{}\" is taken: it is a bookkeeping column of Nightjar", name),
               "choose another name; `path:` or `header:` still says where the value comes from");
  }
  if (is_one_of(name, system_columns)) {
    value.fail(
        fmt::format("the column name \"{}\" is taken: it is a system column of PostgreSQL", name),
        "choose another name; `path:` or `header:` still says where the value comes from");
  }
}

}  // namespace nightjar::config
