#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "reading/instruction_set.hpp"
#include "reading/splitter.hpp"

namespace nightjar::reading {

/// The state of a scan inside a JSON value.
///
/// Only one pair of brackets is counted: `{}` for an object, `[]` for an array. In valid JSON that
/// is enough to find the end, and an object with a stray `]` damages only itself.
struct Nesting {
  char open = '{';
  char close = '}';
  std::int64_t depth = 0;
  bool in_string = false;
  bool escaped = false;  ///< the previous byte was a backslash
};

/// The bytes that separate and quote the fields of a CSV.
struct CsvMarks {
  char delimiter = ',';
  char quote = '"';
};

/// The state of a scan of CSV.
struct CsvState {
  enum class Field {
    begin,     ///< at a field's first byte
    unquoted,  ///< a quote here is text: `5" disk`
    quoted,
    after_quote,  ///< a quote inside a quoted field: its end, or the first of two
  };

  Field field = Field::begin;
  std::uint32_t recent = '\n';     ///< the four bytes before, the last of them the lowest
  std::uint64_t record_begin = 0;  ///< all three are offsets in the file
  std::uint64_t quote_begin = 0;   ///< of the newest quoted field
  std::uint64_t end = 0;           ///< of the bytes seen so far

  /// The byte before.
  [[nodiscard]] char previous() const { return static_cast<char>(recent); }
  /// Whether the record so far is only a byte order mark: its first field has not begun yet.
  [[nodiscard]] bool is_after_mark() const {
    return end - record_begin == 3 && (recent & 0xffffff) == 0xefbbbf;
  }
};

/// The inner loops of reading, which process every byte of a dump. The plain ones define the
/// result; the others give the same, and a test checks that.
struct Scans {
  /// Continues from `begin` until the depth is zero. Returns the place after the bracket that
  /// closes the value, or `end` with a depth that is not zero.
  const char* (*find_close)(const char* begin, const char* end, Nesting& nesting);

  /// Processes `piece`, which begins at `state.end`; appends the records that end in it. Stops, and
  /// returns false, in a quoted field of more than `max_field_bytes`.
  bool (*find_csv_records)(std::string_view piece, const CsvMarks& marks,
                           std::size_t max_field_bytes, CsvState& state,
                           std::vector<Extent>& records);

  std::uint64_t (*count_newlines)(std::string_view text);
};

/// The scans that use this instruction set.
const Scans& scans_for(InstructionSet instruction_set);

/// Appends the record that ends with the line, unless it is empty; a CR before the line end is not
/// part of it.
inline void end_csv_record(std::uint64_t line_end, char previous, std::uint64_t record_begin,
                           std::vector<Extent>& records) {
  const auto end = line_end - (previous == '\r' && line_end != record_begin ? 1 : 0);
  if (end != record_begin) records.push_back({record_begin, end});
}

}  // namespace nightjar::reading
