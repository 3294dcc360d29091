#include "schema/reserved_words.hpp"

#include <algorithm>
#include <array>

#include "postgres/quoting.hpp"

namespace nightjar::schema {
namespace {

using namespace std::string_view_literals;

/// In byte order. A test against a server fails when PostgreSQL's list has changed.
constexpr std::array words{"all"sv,
                           "analyse"sv,
                           "analyze"sv,
                           "and"sv,
                           "any"sv,
                           "array"sv,
                           "as"sv,
                           "asc"sv,
                           "asymmetric"sv,
                           "authorization"sv,
                           "binary"sv,
                           "both"sv,
                           "case"sv,
                           "cast"sv,
                           "check"sv,
                           "collate"sv,
                           "collation"sv,
                           "column"sv,
                           "concurrently"sv,
                           "constraint"sv,
                           "create"sv,
                           "cross"sv,
                           "current_catalog"sv,
                           "current_date"sv,
                           "current_role"sv,
                           "current_schema"sv,
                           "current_time"sv,
                           "current_timestamp"sv,
                           "current_user"sv,
                           "default"sv,
                           "deferrable"sv,
                           "desc"sv,
                           "distinct"sv,
                           "do"sv,
                           "else"sv,
                           "end"sv,
                           "except"sv,
                           "false"sv,
                           "fetch"sv,
                           "for"sv,
                           "foreign"sv,
                           "freeze"sv,
                           "from"sv,
                           "full"sv,
                           "grant"sv,
                           "group"sv,
                           "having"sv,
                           "ilike"sv,
                           "in"sv,
                           "initially"sv,
                           "inner"sv,
                           "intersect"sv,
                           "into"sv,
                           "is"sv,
                           "isnull"sv,
                           "join"sv,
                           "lateral"sv,
                           "leading"sv,
                           "left"sv,
                           "like"sv,
                           "limit"sv,
                           "localtime"sv,
                           "localtimestamp"sv,
                           "natural"sv,
                           "not"sv,
                           "notnull"sv,
                           "null"sv,
                           "offset"sv,
                           "on"sv,
                           "only"sv,
                           "or"sv,
                           "order"sv,
                           "outer"sv,
                           "overlaps"sv,
                           "placing"sv,
                           "primary"sv,
                           "references"sv,
                           "returning"sv,
                           "right"sv,
                           "select"sv,
                           "session_user"sv,
                           "similar"sv,
                           "some"sv,
                           "symmetric"sv,
                           "system_user"sv,  // since PostgreSQL 16
                           "table"sv,
                           "tablesample"sv,
                           "then"sv,
                           "to"sv,
                           "trailing"sv,
                           "true"sv,
                           "union"sv,
                           "unique"sv,
                           "user"sv,
                           "using"sv,
                           "variadic"sv,
                           "verbose"sv,
                           "when"sv,
                           "where"sv,
                           "window"sv,
                           "with"sv};

}  // namespace

bool is_reserved(std::string_view word) {
  return std::binary_search(words.begin(), words.end(), word);
}

std::string name_in_sql(const std::string& name) {
  return is_reserved(name) ? postgres::quoted_name(name) : name;
}

}  // namespace nightjar::schema
