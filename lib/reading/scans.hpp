#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "reading/instructions.hpp"
#include "reading/splitter.hpp"

namespace nightjar::reading {

/// How deep inside a JSON value a scan stands.
///
/// Only one pair of brackets is counted: `{}` for an object, `[]` for an array. In JSON that is
/// enough to find the end, and an object that holds a stray `]` spoils itself only.
struct Nesting {
  char open = '{';
  char close = '}';
  std::int64_t depth = 0;
  bool in_string = false;
  bool escaped = false;  ///< a backslash came just before
};

/// Where a scan of CSV stands.
struct CsvPlace {
  enum class Field {
    begin,     ///< at a field's first byte
    unquoted,  ///< a quote here is text: `5" disk`
    quoted,
    after_quote,  ///< a quote came inside a quoted field: its end, or the first of two
  };

  Field field = Field::begin;
  std::uint32_t recent = '\n';     ///< the four bytes before, the last of them the lowest
  std::uint64_t record_begin = 0;  ///< all three are places in the file
  std::uint64_t quote_begin = 0;   ///< of the newest quoted field
  std::uint64_t end = 0;           ///< of what has been seen

  /// The byte before.
  [[nodiscard]] char previous() const { return static_cast<char>(recent); }
  /// Whether the record so far is a byte order mark alone: its first field is still to begin.
  [[nodiscard]] bool is_after_mark() const {
    return end - record_begin == 3 && (recent & 0xffffff) == 0xefbbbf;
  }
};

/// The inner loops of reading, which every byte of a dump passes through. The plain ones say what
/// is right; the others find the same, and a test holds them to it.
struct Scans {
  /// Goes on from `begin` until the depth is back at zero. Gives the place after the bracket that
  /// closes the value, or `end` with a depth that is not zero.
  const char* (*find_close)(const char* begin, const char* end, Nesting& nesting);

  /// Takes `piece`, which goes on at `place.end`; appends the records that end in it. Gives false,
  /// and stops, in a quoted field of more than `max_field_bytes`.
  bool (*find_csv_records)(std::string_view piece, std::size_t max_field_bytes, CsvPlace& place,
                           std::vector<Extent>& records);

  std::uint64_t (*count_newlines)(std::string_view text);
};

/// Those for instructions that this processor has.
const Scans& scans_for(Instructions instructions);

/// Appends the record that ends where the line does, unless it is empty; a CR before the line's end
/// is no part of it.
inline void end_csv_record(std::uint64_t line_end, char previous, std::uint64_t record_begin,
                           std::vector<Extent>& records) {
  const auto end = line_end - (previous == '\r' && line_end != record_begin ? 1 : 0);
  if (end != record_begin) records.push_back({record_begin, end});
}

}  // namespace nightjar::reading
