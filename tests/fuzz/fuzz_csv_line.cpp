#include <algorithm>
#include <cstdint>

#include "base/error.hpp"
#include "csv/line.hpp"
#include "csv/trailer.hpp"

// Any bytes are a header or BadDump, and a record or a problem, in any dialect.

using nightjar::csv::Dialect;

namespace {

Dialect dialect_of(unsigned char choice) {
  Dialect dialect;
  if ((choice & 1U) != 0) dialect.delimiter = ';';
  if ((choice & 2U) != 0) dialect.quote = '\'';
  if ((choice & 4U) != 0) dialect.quote.reset();
  if ((choice & 8U) != 0) dialect.escape = nightjar::csv::Escape::backslash;
  return dialect;
}

void read_record(const Dialect& dialect, std::string_view header, std::string_view record) {
  nightjar::csv::LineParser parser(dialect, header, {"c", "a"}, "f");
  std::vector<std::string_view> fields;
  if (!parser.parse(record, fields) && fields.size() != 2) __builtin_trap();
  parser.salvage(record, fields);
  if (fields.size() != 2) __builtin_trap();
  static_cast<void>(parser.is_header(record));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  if (size < 1) return 0;
  const Dialect dialect = dialect_of(data[0]);
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto line_break = std::min(text.find('\n'), text.size());
  const std::string_view rest = text.substr(std::min(line_break + 1, text.size()));
  try {
    read_record(dialect, text.substr(0, line_break), rest);
  } catch (const nightjar::BadDump&) {
  }
  read_record(dialect, dialect.delimiter == ',' ? "a,b,c" : "a;b;c", text);
  const std::string pattern(text.substr(0, line_break));
  if (nightjar::csv::fault_of_trailer(pattern).empty()) {
    static_cast<void>(nightjar::csv::Trailer(pattern).match(rest));
  }
  return 0;
}
