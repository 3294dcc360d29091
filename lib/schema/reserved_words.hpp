#pragma once

#include <string_view>

namespace nightjar::schema {

/// Whether PostgreSQL 15 refuses the (lower-case) word as the name of a column or table unless it
/// is quoted: the words that pg_get_keywords() calls reserved.
bool is_reserved(std::string_view word);

}  // namespace nightjar::schema
