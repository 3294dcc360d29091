#include "reading/scans_plain.hpp"

#include <algorithm>

namespace nightjar::reading::plain {

const char* find_close(const char* begin, const char* end, Nesting& nesting) {
  Nesting at = nesting;
  const char* byte = begin;
  while (byte != end) {
    const char c = *byte++;
    const bool taken_literally = at.escaped;
    at.escaped = c == '\\' && !taken_literally;
    if (c == '"') {
      at.in_string ^= !taken_literally;
    } else if (!at.in_string) {
      if (c == at.open) {
        ++at.depth;
      } else if (c == at.close && --at.depth == 0) {
        break;
      }
    }
  }
  nesting = at;
  return byte;
}

bool find_csv_records(std::string_view piece, const CsvMarks& marks, std::size_t max_field_bytes,
                      CsvState& state, std::vector<Extent>& records) {
  using Field = CsvState::Field;
  const auto [delimiter, quote] = marks;
  CsvState at = state;
  bool fits = true;
  for (const char c : piece) {
    if (at.field == Field::quoted) {
      if (c == quote) {
        at.field = Field::after_quote;
        fits = at.end - at.quote_begin <= max_field_bytes;
        if (!fits) break;
      }
    } else if (c == '\n') {
      end_csv_record(at.end, at.previous(), at.record_begin, records);
      at.record_begin = at.end + 1;
      at.field = Field::begin;
    } else if (c == delimiter) {
      at.field = Field::begin;
    } else if (c == quote && at.field == Field::after_quote) {
      at.field = Field::quoted;
    } else if (c == quote && (at.field == Field::begin || at.is_after_mark())) {
      at.field = Field::quoted;
      at.quote_begin = at.end;
    } else {
      at.field = Field::unquoted;
    }
    at.recent = at.recent << 8 | static_cast<unsigned char>(c);
    ++at.end;
  }
  if (at.field == Field::quoted && at.end - at.quote_begin > max_field_bytes) fits = false;
  state = at;
  return fits;
}

std::uint64_t count_newlines(std::string_view text) {
  return static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace nightjar::reading::plain
