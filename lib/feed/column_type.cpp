#include "feed/column_type.hpp"

#include <algorithm>

#include "feed/json_cell.hpp"
#include "feed/number_cell.hpp"
#include "feed/text_cell.hpp"
#include "feed/time_cell.hpp"

namespace nightjar::feed {
namespace {

using Names = std::string_view;

constexpr std::array text_names{
    Names("string"),  Names("str"),      Names("char"),     Names("character"),
    Names("varchar"), Names("varchar2"), Names("nvarchar"), Names("character varying"),
    Names("citext"),  Names("enum"),     Names("uuid"),     Names("inet"),
    Names("time"),    Names("interval"),
};
constexpr std::array integer_names{
    Names("int"),    Names("int2"),  Names("int4"),     Names("int8"),
    Names("int32"),  Names("int64"), Names("smallint"), Names("tinyint"),
    Names("bigint"), Names("long"),  Names("serial"),   Names("bigserial"),
};
constexpr std::array real_names{
    Names("float"), Names("float4"), Names("float8"), Names("real"), Names("double precision"),
};
constexpr std::array numeric_names{Names("decimal"), Names("number"), Names("money")};
constexpr std::array boolean_names{Names("bool"), Names("bit")};
constexpr std::array timestamptz_names{
    Names("datetime"),
    Names("timestamp"),
    Names("timestamp with time zone"),
    Names("instant"),
};
constexpr std::array text_array_names{
    Names("array"), Names("list"), Names("_text"), Names("string[]"), Names("varchar[]"),
};
constexpr std::array jsonb_names{Names("json"), Names("object"), Names("map")};

constexpr std::array timestamptz_notations{
    NotationWord{"rfc3339", Notation::standard},
    NotationWord{"epoch", Notation::epoch_seconds, "seconds since 1970"},
};
constexpr std::array jsonb_notations{
    NotationWord{"json", Notation::standard},
    NotationWord{"python", Notation::python},
};

}  // namespace

constexpr std::array<ColumnTypeTraits, column_type_count> column_types{{
    {
        .type = ColumnType::text,
        .name = "text",
        .sql_name = "text",
        .declared_as = "text",
        .oid = 25,
        .meaning = "text of any length",
        .other_names = text_names,
        .has_collation = true,
        .storage = {.least_bytes = 1, .has_fixed_length = false},  // its length
        .append = append_text,
    },
    {
        .type = ColumnType::integer,
        .name = "integer",
        .sql_name = "bigint",
        .declared_as = "bigint",
        .oid = 20,
        .meaning = "whole numbers of 64 bits",
        .other_names = integer_names,
        .is_number = true,
        .storage = {.least_bytes = 8, .is_aligned = true},
        .append = append_integer,
    },
    {
        .type = ColumnType::real,
        .name = "double",
        .sql_name = "double precision",
        .declared_as = "double precision",
        .oid = 701,
        .meaning = "a double precision number",
        .other_names = real_names,
        .is_number = true,
        .can_be_key = false,
        .storage = {.least_bytes = 8, .is_aligned = true},
        .append = append_real,
    },
    {
        .type = ColumnType::numeric,
        .name = "numeric",
        .sql_name = "numeric",
        .declared_as = "numeric",
        .oid = 1700,
        .meaning = "exact numbers of any size, 10.50 among them",
        .other_names = numeric_names,
        .is_number = true,
        .equality = Equality::number,
        .storage = {.least_bytes = 3, .has_fixed_length = false},
        .append = append_numeric,
    },
    {
        .type = ColumnType::boolean,
        .name = "boolean",
        .sql_name = "boolean",
        .declared_as = "boolean",
        .oid = 16,
        .meaning = "true or false",
        .other_names = boolean_names,
        .storage = {.least_bytes = 1},
        .append = append_boolean,
    },
    {
        .type = ColumnType::date,
        .name = "date",
        .sql_name = "date",
        .declared_as = "date",
        .oid = 1082,
        .meaning = "a day",
        .form = "YYYY-MM-DD",
        .has_patterns = true,
        .storage = {.least_bytes = 4},
        .append = append_date,
    },
    {
        .type = ColumnType::timestamptz,
        .name = "timestamptz",
        .sql_name = "timestamp with time zone",
        .declared_as = "timestamptz",
        .oid = 1184,
        .meaning = "an instant, written with its time zone; text where the vendor writes none",
        .form = "2021-12-17T11:49:40+01:00",
        .other_names = timestamptz_names,
        .notations = timestamptz_notations,
        .storage = {.least_bytes = 8, .is_aligned = true},
        .append = append_timestamptz,
    },
    {
        .type = ColumnType::text_array,
        .name = "text[]",
        .sql_name = "text[]",
        .declared_as = "text[]",
        .oid = 1009,
        .meaning = "a list of texts; jsonb where it is a list of anything else",
        .other_names = text_array_names,
        .shape = Shape::list,
        .can_be_key = false,
        .storage = {.least_bytes = 13, .has_fixed_length = false},
        .append = append_text_array,
    },
    {
        .type = ColumnType::jsonb,
        .name = "jsonb",
        .sql_name = "jsonb",
        .declared_as = "jsonb",
        .oid = 3802,
        .meaning = "any JSON value",
        .other_names = jsonb_names,
        .notations = jsonb_notations,
        .shape = Shape::document,
        .can_be_key = false,
        .equality = Equality::canonical_jsonb,
        .storage = {.least_bytes = 5, .has_fixed_length = false, .is_as_sent = false},
        .append = append_jsonb,
    },
}};

namespace {

constexpr bool is_in_order() {
  for (std::size_t i = 0; i < column_types.size(); ++i) {
    if (column_types[i].type != static_cast<ColumnType>(i)) return false;
  }
  return true;
}
static_assert(is_in_order(), "column_types stands in the order of ColumnType");

}  // namespace

}  // namespace nightjar::feed
