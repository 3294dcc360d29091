#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/parse_error.hpp"
#include "csv/dialect.hpp"
#include "csv/field.hpp"

namespace nightjar::csv {

/// Splits CSV records into the wanted fields, by fast-cpp-csv-parser's line function.
///
/// A field that begins with a quote ends at the next single one; two in a row are one. A quote
/// elsewhere is text (`5" disk`). Nothing is trimmed. `a,""` and `a,` are the same.
class LineParser {
 public:
  /// `first_record` is the file's, its header line if it has one; `wanted` are the names of the
  /// columns, or their positions, in the order in which parse() returns them; `file` is the name of
  /// the file in errors. Throws BadDump with every column that is missing, or with a wanted column
  /// that occurs twice.
  LineParser(Dialect dialect, std::string_view first_record, const std::vector<std::string>& wanted,
             const std::string& file);

  /// Whether a record is the header again, which occurs in the middle of concatenated files: its
  /// fields are the names of all columns, however they are quoted. Never without a header line.
  [[nodiscard]] bool is_header(std::string_view record) const;

  /// Returns the record's fields in the order wanted. They live until the next call. The record may
  /// contain line breaks in quotes.
  std::optional<ParseError> parse(std::string_view record, std::vector<std::string_view>& fields);

  /// For a record that has an error or is cut short: the complete fields before that position, in
  /// the order wanted, and for the rest views without data.
  void salvage(std::string_view record, std::vector<std::string_view>& fields);

 private:
  bool take_apart();
  bool take_apart_by_dialect();
  ParseError wrong_count(std::string_view record);
  void salvage_into_slots(char* rest);
  void give(std::vector<std::string_view>& fields) const;

  Dialect dialect_;
  TakeField take_field_;
  std::vector<std::string> names_;
  std::vector<int> slots_;  // of each column of the file; -1 where it is not wanted
  std::vector<std::size_t> slot_of_wanted_;
  std::string copy_;           // of the record, which the parser writes into
  std::vector<char*> fields_;  // by slot
};

}  // namespace nightjar::csv
