#pragma once

#include <array>
#include <string_view>

namespace nightjar::schema {

/// A column that Nightjar adds to S.T. The migration that adopts a table as a feed's
/// (migrations/repeatable) checks these columns.
struct BookkeepingColumn {
  std::string_view name;
  std::string_view type;          ///< as in migrations
  std::string_view catalog_type;  ///< as in format_type()
  bool not_null;
};

constexpr std::array<BookkeepingColumn, 5> bookkeeping_columns{{
    {"valid_from", "timestamptz", "timestamp with time zone", true},
    {"deleted_at", "timestamptz", "timestamp with time zone", false},
    {"run_id", "bigint", "bigint", true},
    {"row_id", "bigint", "bigint", true},
    {"value_fingerprint", "uuid", "uuid", true},
}};

}  // namespace nightjar::schema
