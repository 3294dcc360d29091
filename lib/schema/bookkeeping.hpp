#pragma once

#include <array>
#include <string_view>

namespace nightjar::schema {

/// A column of S.T in which Nightjar keeps its books. The migration that adopts a table as a feed's
/// (migrations/repeatable) knows it by these.
struct BookkeepingColumn {
  std::string_view name;
  std::string_view type;          ///< as migrations write it
  std::string_view catalog_type;  ///< as format_type() has it
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
