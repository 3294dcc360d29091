#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "csv/dialect.hpp"
#include "reading/splitter.hpp"

namespace nightjar::reading {

/// Splits a CSV of any dialect into its records, a byte at a time. CsvSplitter does the same,
/// faster, for dialects with plain lines.
///
/// Skipped lines and comments are no records, and quotes in them mean nothing. With a line end of
/// the dialect's own, line breaks before a record are not part of it.
class CsvDialectSplitter : public Splitter {
 public:
  /// As for CsvSplitter.
  CsvDialectSplitter(const csv::Dialect& dialect, std::size_t max_field_bytes);

  std::optional<StructureError> split(std::string_view piece, std::uint64_t offset,
                                      std::vector<Extent>& records) override;
  std::optional<StructureError> finish(std::string_view tail,
                                       std::vector<Extent>& records) override;
  [[nodiscard]] std::optional<std::uint64_t> open_record() const override;

 private:
  enum class Place { skipped_line, comment, field_begin, unquoted, quoted, after_quote };

  std::size_t pass_predicted(std::string_view piece, std::vector<Extent>& records);
  void take(char c, std::vector<Extent>& records);
  void take_quoted(char c);
  void take_outside(char c);
  void look_for_comment(char c);
  void begin_record();
  void end_record(std::vector<Extent>& records);
  [[nodiscard]] bool ends_line() const;
  [[nodiscard]] bool is_after_mark() const;
  [[nodiscard]] bool is_blank_between_records(char c) const;

  csv::Dialect dialect_;
  std::string line_end_;
  bool has_own_line_end_;
  std::uint64_t line_end_bits_ = 0;  ///< its bytes, in the form of recent_
  std::uint64_t line_end_mask_ = 0;
  std::size_t max_field_bytes_;

  Place place_ = Place::field_begin;
  bool is_escaped_ = false;  ///< the byte before is a backslash that makes the next one a text
  std::size_t skipped_lines_ = 0;
  std::size_t comment_bytes_ = 0;  ///< how many bytes of a comment's mark the record begins with
  std::uint64_t recent_ = 0;       ///< the bytes before, the last of them the lowest
  std::uint64_t record_begin_ = 0;
  std::uint64_t quote_begin_ = 0;
  std::uint64_t end_ = 0;  ///< of the bytes seen so far
};

}  // namespace nightjar::reading
