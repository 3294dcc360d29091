#include "csv/record.hpp"

namespace nightjar::csv {

bool is_blank(const Dialect& dialect, std::string_view record) {
  const auto is_quote = [&](std::size_t at) {
    return at < record.size() && dialect.quote == record[at];
  };
  for (std::size_t at = 0;; ++at) {
    if (is_quote(at) && is_quote(at + 1)) at += 2;
    if (at >= record.size()) return true;
    if (record[at] != dialect.delimiter) return false;
  }
}

std::size_t count_fields(const Dialect& dialect, std::string_view record) {
  std::size_t fields = 1;
  bool is_quoted = false;
  bool at_begin = true;
  for (std::size_t at = 0; at < record.size(); ++at) {
    const char c = record[at];
    if (c == '\\' && dialect.escape == Escape::backslash) {
      ++at;  // whatever follows is a text
      at_begin = false;
      continue;
    }
    if (c == dialect.delimiter && !is_quoted) {
      ++fields;
      at_begin = true;
      continue;
    }
    const bool is_quote = dialect.quote == c;
    // Two quotes in a row close the field and open it again.
    if (is_quote && (is_quoted || at_begin)) is_quoted = !is_quoted;
    at_begin = is_quote && !is_quoted;
  }
  return fields;
}

}  // namespace nightjar::csv
