#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace nightjar::feed {

struct Definition;
class RecordMapper;

/// How the records stand in the file. The numbers are part of digest_of().
enum class Format {
  json,    ///< one top-level array of objects
  ndjson,  ///< one object a line
  csv,     ///< a header line, then a record a line; quotes may hold line breaks
};

/// What says where in a record a column's value is (Column::source).
enum class ColumnAddress {
  path,    ///< a JSON pointer, `path:` in YAML
  header,  ///< a name in the file's header line, `header:` in YAML
};

/// Makes the mapper of a file's records: see make_record_mapper().
using MakeRecordMapper = std::unique_ptr<RecordMapper> (*)(const Definition& definition,
                                                           std::string_view csv_header,
                                                           const std::string& file);

/// All that is known of a format but how its records are found, which is reading::make_splitter().
/// A new format is a line of `Format`, one of `formats`, and one there.
struct FormatTraits {
  Format format;
  std::string_view name;     ///< in a feed's YAML
  std::string_view meaning;  ///< for people
  ColumnAddress address;
  bool has_lists;                     ///< a column can hold a list of values
  std::size_t most_max_record_bytes;  ///< the most that `max_record_bytes:` may be
  /// Part of digest_of_bytes() where the file has a header line. Raise it whenever other lines come
  /// to be records.
  int header_scheme;
  MakeRecordMapper make_record_mapper;

  /// Whether the file's first record is a header line.
  [[nodiscard]] constexpr bool has_header() const { return address == ColumnAddress::header; }
};

constexpr std::size_t format_count = static_cast<std::size_t>(Format::csv) + 1;

/// In the order of Format.
extern const std::array<FormatTraits, format_count> formats;

inline const FormatTraits& traits_of(Format format) {
  return formats[static_cast<std::size_t>(format)];
}

}  // namespace nightjar::feed
