#pragma once

#include <limits>  // csv.h does not include it

#define CSV_IO_NO_THREAD  // only its line function is used
#include <algorithm>
#include <cstring>

#include <libfccp/csv.h>

#include "csv/field.hpp"

namespace nightjar::csv {

/// The parser's own double_quote_escape lets a quote open anywhere in a field, so that `5" disk`
/// swallows what follows. Here only a field's first byte can.
struct QuoteAtFieldBegin {
  static const char* find_next_column_end(const char* begin) {
    if (*begin != '"') return ::strchrnul(begin, ',');
    const char* at = begin + 1;
    for (;;) {
      at = std::strchr(at, '"');
      if (at == nullptr) throw QuoteNotClosed();
      if (*++at != '"') break;
      ++at;
    }
    if (*at != ',' && *at != '\0') throw TextAfterQuote();
    return at;
  }

  static void unescape(char*& begin, char*& end) {
    if (*begin == '"') io::double_quote_escape<',', '"'>::unescape(begin, end);
  }
};

}  // namespace nightjar::csv
