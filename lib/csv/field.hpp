#pragma once

#include "csv/dialect.hpp"

namespace nightjar::csv {

/// Why a field cannot be read.
struct QuoteNotClosed {};
struct TextAfterQuote {};

/// Takes the first field off a line that ends with NUL: [begin, end) is its text, without its
/// quotes and escapes and followed by a NUL, in the memory of the line; `rest` is what follows the
/// delimiter, or null if the field was the last. Throws QuoteNotClosed or TextAfterQuote.
using TakeField = void (*)(const Dialect& dialect, char*& rest, char*& begin, char*& end);

/// The function for a dialect: fast-cpp-csv-parser's where fields are separated and quoted as by
/// default.
TakeField take_field_of(const Dialect& dialect);

}  // namespace nightjar::csv
