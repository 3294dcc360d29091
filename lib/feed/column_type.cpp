#include "feed/column_type.hpp"

#include <algorithm>

#include "feed/binary_cell.hpp"
#include "feed/interval_cell.hpp"
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
    Names("citext"),  Names("enum"),
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
    Names("timestamp with time zone"),
    Names("instant"),
};
constexpr std::array text_array_names{
    Names("array"), Names("list"), Names("_text"), Names("string[]"), Names("varchar[]"),
};
constexpr std::array timestamp_names{Names("timestamp without time zone"), Names("datetime2")};
constexpr std::array time_names{Names("time without time zone"), Names("timeofday")};
constexpr std::array interval_names{Names("duration"), Names("timedelta")};
constexpr std::array uuid_names{Names("guid"), Names("uniqueidentifier")};
constexpr std::array inet_names{Names("ip"), Names("cidr"), Names("ipv4"), Names("ipv6")};
constexpr std::array bytea_names{Names("blob"), Names("binary"), Names("varbinary"),
                                 Names("bytes")};
constexpr std::array jsonb_names{Names("json"), Names("object"), Names("map")};

constexpr std::array timestamptz_notations{
    NotationWord{"rfc3339", Notation::standard},
    NotationWord{"epoch", Notation::epoch_seconds, "seconds since 1970"},
    NotationWord{"epoch_ms", Notation::epoch_milliseconds, "milliseconds since 1970"},
};
constexpr std::array jsonb_notations{
    NotationWord{"json", Notation::standard},
    NotationWord{"python", Notation::python},
};
constexpr std::array bytea_notations{
    NotationWord{"hex", Notation::standard, "hexadecimal digits"},
    NotationWord{"base64", Notation::base64, "base64"},
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
        .meaning = "an instant, written with its time zone, or in the one that `zone:` names",
        .form = "2021-12-17T11:49:40+01:00",
        .other_names = timestamptz_names,
        .notations = timestamptz_notations,
        .has_patterns = true,
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
    {
        .type = ColumnType::timestamp,
        .name = "timestamp",
        .sql_name = "timestamp without time zone",
        .declared_as = "timestamp",
        .oid = 1114,
        .meaning = "a date and a time that is no instant, since nobody knows its time zone",
        .form = "2021-12-17 11:49:40",
        .other_names = timestamp_names,
        .has_patterns = true,
        .storage = {.least_bytes = 8, .is_aligned = true},
        .append = append_timestamp,
    },
    {
        .type = ColumnType::time,
        .name = "time",
        .sql_name = "time without time zone",
        .declared_as = "time",
        .oid = 1083,
        .meaning = "a time of day",
        .form = "11:49:40",
        .other_names = time_names,
        .has_patterns = true,
        .storage = {.least_bytes = 8, .is_aligned = true},
        .append = append_time,
    },
    {
        .type = ColumnType::interval,
        .name = "interval",
        .sql_name = "interval",
        .declared_as = "interval",
        .oid = 1186,
        .meaning = "a length of time: `P1Y2M3DT4H5M6S` by ISO 8601, or `26:30:00`",
        .form = "P1DT2H or 26:00:00",
        .other_names = interval_names,
        .can_be_key = false,
        .storage = {.least_bytes = 16, .is_aligned = true},
        .append = append_interval,
    },
    {
        .type = ColumnType::uuid,
        .name = "uuid",
        .sql_name = "uuid",
        .declared_as = "uuid",
        .oid = 2950,
        .meaning = "a UUID, in any case, with or without hyphens and braces",
        .form = "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
        .other_names = uuid_names,
        .storage = {.least_bytes = 16},
        .append = append_uuid,
    },
    {
        .type = ColumnType::inet,
        .name = "inet",
        .sql_name = "inet",
        .declared_as = "inet",
        .oid = 869,
        .meaning = "an address of a host or a network, IPv4 or IPv6",
        .form = "192.168.0.1 or 10.0.0.0/8",
        .other_names = inet_names,
        .storage = {.least_bytes = 7, .has_fixed_length = false},
        .append = append_inet,
    },
    {
        .type = ColumnType::bytea,
        .name = "bytea",
        .sql_name = "bytea",
        .declared_as = "bytea",
        .oid = 17,
        .meaning = "bytes, written in hexadecimal digits or base64",
        .form = "hexadecimal digits",
        .other_names = bytea_names,
        .notations = bytea_notations,
        .storage = {.least_bytes = 1, .has_fixed_length = false},
        .append = append_bytea,
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
