#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "csv/dialect.hpp"
#include "feed/column_type.hpp"
#include "feed/format.hpp"
#include "feed/source.hpp"
#include "feed/value_form.hpp"

namespace nightjar::feed {

/// The meaning of absence.
enum class Kind {
  snapshot,  ///< the file is the complete dataset: an absent row has been deleted
  append,    ///< the file brings new facts: absence means nothing, a known key is an update
};

/// A column of the feed's table, and the place in a record that its value comes from.
struct Column {
  std::string name;
  ColumnType type = ColumnType::text;
  /// JSON: a pointer such as `/metadata/name`, where `*` stands for every element of an array or
  /// member of an object, and a number for one element. CSV: the name in the header line or, if the
  /// file has none, the position from 1. Fixed width: a Span, `10-19`. XML: a path of elements,
  /// `/price/@currency`, see xml::fault_of_value_path(). With Definition::each: a pointer in the
  /// element, empty for the element itself, element_index or member_name; or `^` and what it would
  /// be without `each`, as a pointer: `^/id`.
  std::string source;
  /// Values that are read as null (an empty label, the word `end`, a `0` that means unknown). Of
  /// the remaining values a text array takes all, in order, and any other type the first; if none
  /// remains the value is null. Compared with the text of the vendor; in a column of numbers also
  /// by value, so that `0` matches `0.0`.
  std::vector<std::string> null_if;
  Notation notation = Notation::standard;
  /// A date's patterns, tried in order: YYYY, MM and DD with that many digits, M and D with one or
  /// two, and separators between them (`MM/DD/YYYY`). Empty: YYYY-MM-DD, alone or at the beginning
  /// of an instant, of which it is the date as written.
  std::vector<std::string> patterns;
  /// CSV: names that the header line may have in place of `source`; the first that is there counts.
  std::vector<std::string> other_headers{};
  /// CSV: whether files may lack the column, which is null then.
  bool is_optional = false;
  ValueForm form{};

  bool operator==(const Column&) const = default;
};

/// The array in a record whose elements are the rows, or the object whose members' values they are.
struct Each {
  /// JSON: a pointer without `*`. CSV: the name in the header line, or the position, as its first
  /// step.
  std::string path;
  Notation notation = Notation::standard;

  bool operator==(const Each&) const = default;
};

/// Limits beyond which a night is held instead of loaded.
struct Guards {
  double max_deleted_percent = 20;  ///< of the feed's live rows
  double max_rejected_percent = 5;  ///< of the dump's records
  bool allow_empty = false;         ///< whether a file without a record may be loaded

  bool operator==(const Guards&) const = default;
};

/// The definition of one feed: one kind of file of a dump, one table of the database.
struct Definition {
  std::string schema;  ///< the dataset's name
  std::string table;
  std::string description;  ///< for people; it does not affect loading
  FilePattern file;         ///< the file at the source
  Format format = Format::json;
  /// JSON: a pointer to the array whose elements are the records; with `/*` at its end, to the
  /// object whose members they are. Empty: each document of the file is a record. Nothing: the file
  /// is the array. XML: the path of their elements from the root, `/catalog/book`.
  std::optional<std::string> records{};
  /// Nothing: a record is a row. Otherwise it is a child feed: see feed/child_feed.hpp.
  std::optional<Each> each{};
  Kind kind = Kind::snapshot;
  std::vector<Column> columns;
  std::vector<std::size_t> key;  ///< indexes into columns, in the key's order; never empty
  Guards guards;
  std::size_t max_record_bytes = std::size_t{16} << 20;  ///< a longer record is rejected
  /// The feed is stale once its newest file, or the last change, is older than this; nothing:
  /// never.
  std::optional<std::chrono::seconds> stale_after{};
  csv::Dialect csv{};  ///< of a CSV; of a fixed-width file what it says of lines
  /// The bytes of each record of a fixed-width file that has no line ends; 0: it has lines.
  std::size_t record_length = 0;
  std::string encoding{};  ///< a name that iconv knows; empty: UTF-8, or what an XML file says

  /// `vendor.books`
  [[nodiscard]] std::string name() const { return schema + "." + table; }
  [[nodiscard]] bool is_key(std::size_t column) const;

  bool operator==(const Definition&) const = default;
};

/// Whether the records are the members of an object, each with its name: `"k": {…}`. Column::source
/// `/~key` is that name then.
bool are_members(const std::optional<std::string>& records);

/// Column::source of the name of a record that is a member, or of an element that is one.
constexpr std::string_view member_name = "/~key";
/// Column::source of an element's place in its array, from 0.
constexpr std::string_view element_index = "/~index";
/// Column::source of a child feed begins with it if the value is the record's, not the element's.
constexpr char record_mark = '^';

/// Whether a column of a child feed takes a value of the record that an element is in.
inline bool is_of_record(const Column& column) { return column.source.starts_with(record_mark); }

}  // namespace nightjar::feed
