#pragma once

#include <string>
#include <string_view>

namespace nightjar::schema {

/// Whether PostgreSQL 15 refuses the (lower-case) word as the name of a column or table unless it
/// is quoted: the words that pg_get_keywords() calls reserved.
bool is_reserved(std::string_view word);

/// The name of a feed's column, table or schema, which is lower_snake_case: quoted only if
/// necessary.
std::string name_in_sql(const std::string& name);

}  // namespace nightjar::schema
