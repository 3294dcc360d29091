#pragma once

#include <cstddef>

#include "reading/splitter.hpp"

namespace nightjar::reading {

/// Where a scan of CSV stands.
struct CsvPlace {
  enum class Field {
    begin,     ///< at a field's first byte
    unquoted,  ///< a quote here is text: `5" disk`
    quoted,
    after_quote,  ///< a quote came inside a quoted field: its end, or the first of two
  };

  Field field = Field::begin;
  char previous = '\n';            ///< the byte before
  std::uint64_t record_begin = 0;  ///< all three are places in the file
  std::uint64_t quote_begin = 0;   ///< of the newest quoted field
  std::uint64_t end = 0;           ///< of what has been seen
};

/// Takes `piece`, which goes on at `place.end`; appends the records that end in it. Gives false,
/// and stops, in a quoted field of more than `max_field_bytes`.
bool find_records(std::string_view piece, std::size_t max_field_bytes, CsvPlace& place,
                  std::vector<Extent>& records);

/// Splits CSV into its records, the header line being the first.
///
/// Fields are separated by commas; records by LF or CRLF, which are no part of them. A field that
/// begins with a quote may hold commas, line breaks and doubled quotes. Empty lines are passed
/// over.
class CsvSplitter : public Splitter {
 public:
  /// A quoted field longer than `max_field_bytes` is damage: a stray quote has swallowed the file.
  explicit CsvSplitter(std::size_t max_field_bytes) : max_field_bytes_(max_field_bytes) {}

  std::optional<Damage> split(std::string_view piece, std::uint64_t offset,
                              std::vector<Extent>& records) override;
  std::optional<Damage> finish(std::string_view tail, std::vector<Extent>& records) override;
  [[nodiscard]] std::optional<std::uint64_t> open_record() const override;

 private:
  std::size_t max_field_bytes_;
  CsvPlace place_;
};

}  // namespace nightjar::reading
