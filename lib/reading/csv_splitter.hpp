#pragma once

#include <cstddef>

#include "reading/instruction_set.hpp"
#include "reading/scans.hpp"
#include "reading/splitter.hpp"

namespace nightjar::reading {

/// Splits CSV into its records; the first may be a header line.
///
/// Records are separated by LF or CRLF, which are not part of them. A field that begins with a
/// quote may contain delimiters, line breaks and doubled quotes, also after a byte order mark at
/// the beginning of its record. Empty lines are skipped.
class CsvSplitter : public Splitter {
 public:
  /// A quoted field longer than `max_field_bytes` is a structure error: a stray quote has swallowed
  /// the file.
  explicit CsvSplitter(CsvMarks marks, std::size_t max_field_bytes,
                       InstructionSet instruction_set = best_instruction_set())
      : scans_(scans_for(instruction_set)), marks_(marks), max_field_bytes_(max_field_bytes) {}

  std::optional<StructureError> split(std::string_view piece, std::uint64_t offset,
                                      std::vector<Extent>& records) override;
  std::optional<StructureError> finish(std::string_view tail,
                                       std::vector<Extent>& records) override;
  [[nodiscard]] std::optional<std::uint64_t> open_record() const override;

 private:
  // How much is scanned at once for the ends of records that are not predicted. A row that was
  // updated is alone, so it begins small, and grows if more are new.
  static constexpr std::size_t least_window = 256;
  static constexpr std::size_t most_window = std::size_t{1} << 20;

  std::size_t pass_predicted(std::string_view piece, std::vector<Extent>& records);
  bool scan(std::string_view& piece, std::vector<Extent>& records);

  const Scans& scans_;
  CsvMarks marks_;
  std::size_t max_field_bytes_;
  CsvState state_;
  std::size_t window_ = least_window;
};

/// The errors of a quote in a CSV: the field that it opens is longer than `max_field_bytes`, or not
/// closed at the file's end.
StructureError stray_quote(std::uint64_t quote_begin, std::size_t max_field_bytes);
StructureError unclosed_quote(std::uint64_t quote_begin, std::uint64_t file_end);

}  // namespace nightjar::reading
