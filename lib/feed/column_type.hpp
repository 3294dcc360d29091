#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "feed/violation.hpp"

namespace nightjar::feed {

struct Cell;
struct Column;
class Row;

/// The types a column can have. Their properties are in `column_types`, in this order.
enum class ColumnType {
  text,         ///< UTF-8 without U+0000
  integer,      ///< 64 bits, signed
  real,         ///< double precision; finite
  numeric,      ///< exact
  boolean,      ///<
  date,         ///< years 0001 to 9999
  timestamptz,  ///< to the microsecond, a zone is required
  text_array,   ///< one dimension, no nulls
  jsonb,        ///<
  timestamp,    ///< as timestamptz, but the time that some clock shows
  time,         ///< of a day
  interval,     ///< months, days and microseconds
  uuid,         ///<
  inet,         ///< an address of a host or a network, IPv4 or IPv6
  bytea,        ///<
};

/// How a column's values are written, if the type alone does not say. The numbers are part of
/// digest_of().
enum class Notation {
  standard,  ///< dates and times by Column::patterns, instants as parse_instant() has it, jsonb as
             ///< JSON
  epoch_seconds,       ///< timestamptz: a number of seconds since 1970-01-01 00:00 UTC
  python,              ///< jsonb: the repr() of a Python value: `[{'id': 16, 'name': "it's"}]`
  epoch_milliseconds,  ///< timestamptz: the same in milliseconds
  base64,              ///< bytea: otherwise in hexadecimal digits
  json_as_written,     ///< jsonb, in memory only: the JSON text as the vendor wrote it, not checked
  python_as_written,   ///< the same of the repr() of a Python value
};

/// A word for `format:` of a column.
struct NotationWord {
  std::string_view word;
  Notation notation;
  std::string_view form = {};  ///< the form of a value, for messages; empty: the type's own form
};

/// What a column of a type reads from a record.
enum class Shape {
  scalar,    ///< one value
  list,      ///< all values that its path finds, or the elements of an array; never null
  document,  ///< a value with everything in it
};

/// How equal values are compared. Fingerprints are computed from this form.
enum class Equality {
  bytes,            ///< their bytes in the protocol
  number,           ///< a numeric without trailing zeros
  canonical_jsonb,  ///< a jsonb in canonical form, which differs from the form that PostgreSQL
                    ///< sends
};

/// The space of a value in a page of PostgreSQL (pg_type.typlen, typalign).
struct Storage {
  std::size_t least_bytes;       ///< of the smallest value; of all if they have a fixed length
  bool has_fixed_length = true;  ///< otherwise the value can be moved out of line
  bool is_aligned = false;       ///< at a multiple of eight bytes
  bool is_as_sent = true;        ///< not longer than its bytes in the protocol
};

/// Appends a cell to the row as a value of its column's type, in PostgreSQL's binary format; or
/// returns the violation and leaves the row unchanged. The cell is never a null.
using AppendCell = std::optional<Violation> (*)(const Column&, const Cell&, Row&);

/// The properties of a type. A new type is one line in `ColumnType` and one in `column_types`.
struct ColumnTypeTraits {
  ColumnType type;
  std::string_view name;         ///< in a feed's YAML
  std::string_view sql_name;     ///< as in PostgreSQL's format_type()
  std::string_view declared_as;  ///< the same in a migration
  std::int32_t oid;              ///< in pg_type
  std::string_view meaning;      ///< for people: `whole numbers of 64 bits`
  std::string_view form = {};    ///< the form of a value, for messages: `YYYY-MM-DD`
  /// Its names in other systems, in lower case and without a length.
  std::span<const std::string_view> other_names = {};
  std::span<const NotationWord> notations = {};  ///< the words for `format:`; empty: none
  bool has_patterns = false;                     ///< `format:` is a list of date patterns instead
  Shape shape = Shape::scalar;
  bool is_number = false;      ///< null values are also compared by value
  bool can_be_key = true;      ///< its equality is suitable for a key
  bool has_collation = false;  ///< a key column of it is declared with COLLATE "C"
  Equality equality = Equality::bytes;
  Storage storage;
  AppendCell append;
};

constexpr std::size_t column_type_count = static_cast<std::size_t>(ColumnType::bytea) + 1;

/// In the order of ColumnType.
extern const std::array<ColumnTypeTraits, column_type_count> column_types;

inline const ColumnTypeTraits& traits_of(ColumnType type) {
  return column_types[static_cast<std::size_t>(type)];
}

/// The name of a type in a feed's YAML (`text[]`, `double`).
inline std::string_view name_of(ColumnType type) { return traits_of(type).name; }

}  // namespace nightjar::feed
