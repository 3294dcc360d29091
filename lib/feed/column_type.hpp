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

/// The types a column can have. What is known of each stands in `column_types`, in this order.
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
};

/// How a column's values are written, where the type alone does not say. The numbers are part of
/// digest_of().
enum class Notation {
  standard,  ///< dates by Column::date_formats, instants as parse_instant() has it, jsonb as JSON
  epoch_seconds,  ///< timestamptz: a number of seconds since 1970-01-01 00:00 UTC
  python,         ///< jsonb: the repr() of a Python value: `[{'id': 16, 'name': "it's"}]`
};

/// A word that `format:` of a column takes.
struct NotationWord {
  std::string_view word;
  Notation notation;
  std::string_view form = {};  ///< how a value looks, for messages; empty: the type's own form
};

/// What a column of a type takes of a record.
enum class Shape {
  scalar,    ///< one value
  list,      ///< all values that its path finds, or the elements of an array; never null
  document,  ///< a value with all that is in it
};

/// What two equal values have in common. This is what fingerprints are made of.
enum class Equality {
  bytes,            ///< their bytes on the wire
  number,           ///< a numeric without its trailing zeros
  canonical_jsonb,  ///< a jsonb in canonical form, which is not the form that PostgreSQL sends
};

/// What a value takes in a page of PostgreSQL (pg_type.typlen, typalign).
struct Storage {
  std::size_t least_bytes;       ///< of the smallest value; of all where they have a fixed length
  bool has_fixed_length = true;  ///< a value of another length can be moved out of line
  bool is_aligned = false;       ///< stands at a multiple of eight bytes
  bool is_as_sent = true;        ///< no longer than its bytes on the wire
};

/// Appends a cell to the row as a value of its column's type, in PostgreSQL's binary form; or
/// returns what is wrong and leaves the row as it is. The cell is never a null.
using AppendCell = std::optional<Violation> (*)(const Column&, const Cell&, Row&);

/// All that the program knows of a type. A new type is a line of `ColumnType` and one of
/// `column_types`.
struct ColumnTypeTraits {
  ColumnType type;
  std::string_view name;         ///< in a feed's YAML
  std::string_view sql_name;     ///< as PostgreSQL's format_type() has it
  std::string_view declared_as;  ///< the same as a migration has it
  std::int32_t oid;              ///< in pg_type
  std::string_view meaning;      ///< for people: `whole numbers of 64 bits`
  std::string_view form = {};    ///< how a value is to look, for messages: `YYYY-MM-DD`
  /// What other systems call it, in lower case and without a length.
  std::span<const std::string_view> other_names = {};
  std::span<const NotationWord> notations = {};  ///< what `format:` takes; empty: nothing
  bool has_patterns = false;                     ///< `format:` takes patterns of dates instead
  Shape shape = Shape::scalar;
  bool is_number = false;      ///< null values are compared by value, too
  bool can_be_key = true;      ///< its equality is one that a vendor's key can rest on
  bool has_collation = false;  ///< as a key column it is declared with COLLATE "C"
  Equality equality = Equality::bytes;
  Storage storage;
  AppendCell append;
};

constexpr std::size_t column_type_count = static_cast<std::size_t>(ColumnType::jsonb) + 1;

/// In the order of ColumnType.
extern const std::array<ColumnTypeTraits, column_type_count> column_types;

inline const ColumnTypeTraits& traits_of(ColumnType type) {
  return column_types[static_cast<std::size_t>(type)];
}

/// The name that a type has in a feed's YAML (`text[]`, `double`).
inline std::string_view name_of(ColumnType type) { return traits_of(type).name; }

}  // namespace nightjar::feed
