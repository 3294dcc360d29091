#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace nightjar::feed {

struct Definition;
class RecordMapper;

/// The format of the file. The numbers are part of digest_of().
enum class Format {
  json,    ///< one top-level array of objects
  ndjson,  ///< one object per line
  csv,     ///< a header line, then one record per line; quotes may contain line breaks
  fixed,   ///< one record per line, in which each column has the same characters
  xml,     ///< elements at a path of the file
};

/// How a definition refers to a value in a record (Column::source).
enum class ColumnAddress {
  path,    ///< a JSON pointer or a path of elements, `path:` in YAML
  header,  ///< a name in the file's header line, `header:` in YAML, or a position, `position:`
  span,    ///< the characters of a record, `at:` in YAML: see Span
};

/// Creates the mapper of a file's records: see make_record_mapper().
using MakeRecordMapper = std::unique_ptr<RecordMapper> (*)(const Definition& definition,
                                                           std::string_view first_record,
                                                           const std::string& file);

/// The properties of a format, except how its records are found, which is reading::make_splitter().
/// A new format is one line in `Format`, one in `formats`, and one there.
struct FormatTraits {
  Format format;
  std::string_view name;     ///< in a feed's YAML
  std::string_view meaning;  ///< for people
  ColumnAddress address;
  bool has_lists;                     ///< a column can hold a list of values
  bool has_types;                     ///< a value is a text, a number or a boolean by itself
  std::size_t most_max_record_bytes;  ///< the upper limit of `max_record_bytes:`
  /// Part of digest_of_bytes() if the file has a header line. Increase it whenever other lines
  /// count as records.
  int header_scheme;
  bool says_encoding;  ///< the file itself, so that the feed does not; it may be UTF-16
  MakeRecordMapper make_record_mapper;

  /// Whether a record is a row of fields, of which the first record says how many there are.
  [[nodiscard]] constexpr bool has_fields() const { return address == ColumnAddress::header; }
  /// Whether a record is a line of text, whose rest may be missing at the end of a file.
  [[nodiscard]] constexpr bool has_lines() const { return address != ColumnAddress::path; }
};

constexpr std::size_t format_count = static_cast<std::size_t>(Format::xml) + 1;

/// In the order of Format.
extern const std::array<FormatTraits, format_count> formats;

inline const FormatTraits& traits_of(Format format) {
  return formats[static_cast<std::size_t>(format)];
}

}  // namespace nightjar::feed
