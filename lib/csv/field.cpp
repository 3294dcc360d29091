#include "csv/field.hpp"

#include <cstring>

#include "csv/parser.hpp"

namespace nightjar::csv {
namespace {

void take_plain_field(const Dialect& /*dialect*/, char*& rest, char*& begin, char*& end) {
  io::detail::chop_next_column<QuoteAtFieldBegin>(rest, begin, end);
  QuoteAtFieldBegin::unescape(begin, end);
}

/// Whether the byte at `at` is a backslash that makes the next byte a text.
bool is_escaping(const Dialect& dialect, const char* at) {
  if (dialect.escape != Escape::backslash || *at != '\\') return false;
  const char next = at[1];
  return next == '\\' || next == dialect.delimiter || next == '\n' || next == '\r' ||
         next == dialect.quote;
}

/// Ends the field that was written up to `end`, and goes on after the delimiter at `at`, if the
/// line goes on there.
void end_field(char* at, char*& rest, char* end) {
  rest = *at == '\0' ? nullptr : at + 1;
  *end = '\0';
}

void take_quoted_field(const Dialect& dialect, char*& rest, char*& end) {
  char* at = rest + 1;
  char* out = rest;
  for (;; ++at) {
    if (*at == '\0') throw QuoteNotClosed();
    if (is_escaping(dialect, at)) {
      ++at;
    } else if (*at == *dialect.quote && *++at != *dialect.quote) {
      break;
    }
    *out++ = *at;
  }
  if (*at != dialect.delimiter && *at != '\0') throw TextAfterQuote();
  end = out;
  end_field(at, rest, end);
}

void take_field(const Dialect& dialect, char*& rest, char*& begin, char*& end) {
  begin = rest;
  if (dialect.quote == *rest) return take_quoted_field(dialect, rest, end);
  if (dialect.escape == Escape::doubled) {
    end = ::strchrnul(rest, dialect.delimiter);
    return end_field(end, rest, end);
  }
  char* at = rest;
  end = rest;
  for (; *at != '\0' && *at != dialect.delimiter; ++at) {
    if (is_escaping(dialect, at)) ++at;
    *end++ = *at;
  }
  end_field(at, rest, end);
}

}  // namespace

TakeField take_field_of(const Dialect& dialect) {
  return dialect.has_plain_fields() ? take_plain_field : take_field;
}

}  // namespace nightjar::csv
