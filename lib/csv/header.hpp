#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "csv/dialect.hpp"

namespace nightjar::csv {

/// The first record of a file, and what it should name.
struct Header {
  const Dialect& dialect;
  std::string_view record;
  const std::vector<std::string>& wanted;  ///< the columns
  const std::string& file;                 ///< its name in errors
};

struct NulByte {};

/// The names of a file's columns: those in the header line or, without one, their positions from 1,
/// as many as the record has fields. Throws QuoteNotClosed, TextAfterQuote or NulByte for a record
/// that cannot be read.
std::vector<std::string> column_names(const Dialect& dialect, std::string_view record);

/// The same, but throws BadDump for a record that cannot be read.
std::vector<std::string> column_names(const Header& header);

/// Throws BadDump if columns that are wanted are not among the names, or more than once.
void require_columns(const Header& header, const std::vector<std::string>& names);

}  // namespace nightjar::csv
