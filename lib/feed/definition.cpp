#include "feed/definition.hpp"

#include <algorithm>
#include <array>

namespace nightjar::feed {
namespace {

struct TypeNames {
  std::string_view yaml;
  std::string_view sql;
};

/// In the order of ColumnType.
constexpr std::array<TypeNames, 9> type_names{{
    {"text", "text"},
    {"integer", "bigint"},
    {"double", "double precision"},
    {"numeric", "numeric"},
    {"boolean", "boolean"},
    {"date", "date"},
    {"timestamptz", "timestamp with time zone"},
    {"text[]", "text[]"},
    {"jsonb", "jsonb"},
}};

}  // namespace

bool Definition::is_key(std::size_t column) const {
  return std::find(key.begin(), key.end(), column) != key.end();
}

std::string_view name_of(ColumnType type) {
  return type_names[static_cast<std::size_t>(type)].yaml;
}

std::string_view sql_type_of(ColumnType type) {
  return type_names[static_cast<std::size_t>(type)].sql;
}

}  // namespace nightjar::feed
