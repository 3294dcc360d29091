#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/parse_error.hpp"

namespace nightjar::csv {

/// Whether a record is blank: only commas and fields of `""`. Spreadsheet programs and broken
/// exports write thousands of such lines.
bool is_blank(std::string_view record);

/// How many fields a record has.
std::size_t count_fields(std::string_view record);

/// The names in a header record. Throws for one that cannot be read.
std::vector<std::string> column_names(std::string_view header_record);

/// Splits CSV records into the wanted fields, by fast-cpp-csv-parser's line function.
///
/// A field that begins with a quote ends at the next single one; two in a row are one. A quote
/// elsewhere is text (`5" disk`). Nothing is trimmed. `a,""` and `a,` are the same.
class LineParser {
 public:
  /// `header_record` is the file's first record, `wanted` the names of the columns in the order in
  /// which parse() returns them; `name` is the name of the file in errors. Throws BadDump with
  /// every column that is missing, or with a wanted column that occurs twice.
  LineParser(std::string_view header_record, const std::vector<std::string>& wanted,
             const std::string& name);

  /// Whether a record is the header again, which occurs in the middle of concatenated files: its
  /// fields are the names of all columns, however they are quoted.
  [[nodiscard]] bool is_header(std::string_view record) const;

  /// The header's columns that are not wanted, in the file's order.
  [[nodiscard]] const std::vector<std::string>& extra_columns() const { return extra_columns_; }

  /// Returns the record's fields in the order wanted. They live until the next call. The record may
  /// contain line breaks in quotes.
  std::optional<ParseError> parse(std::string_view record, std::vector<std::string_view>& fields);

  /// For a record that has an error or is cut short: the complete fields before that position, in
  /// the order wanted, and empty ones for the rest.
  void salvage(std::string_view record, std::vector<std::string_view>& fields);

 private:
  bool take_apart();
  ParseError wrong_count(std::string_view record);
  void salvage_into_slots(char* rest);
  void give(std::vector<std::string_view>& fields) const;

  std::vector<std::string> names_;
  std::vector<int> slots_;  // of each column of the file; -1 where it is not wanted
  std::vector<std::size_t> slot_of_wanted_;
  std::vector<std::string> extra_columns_;
  std::string copy_;           // of the record, which the parser writes into
  std::vector<char*> fields_;  // by slot
  char nothing_ = '\0';        // an empty field
};

}  // namespace nightjar::csv
