#pragma once

#include <cstddef>
#include <string_view>

#include "csv/dialect.hpp"

namespace nightjar::csv {

/// Whether a record is blank: only delimiters and fields of two quotes. Spreadsheet programs and
/// broken exports write thousands of such lines.
bool is_blank(const Dialect& dialect, std::string_view record);

/// How many fields a record has.
std::size_t count_fields(const Dialect& dialect, std::string_view record);

}  // namespace nightjar::csv
