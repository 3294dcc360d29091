#include "base/error.hpp"
#include "csv/line.hpp"

// Any bytes are a header or BadDump, and a record or a problem.

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto line_break = text.find('\n');
  try {
    nightjar::csv::LineParser parser(text.substr(0, line_break), {"b", "a"}, "f");
    std::vector<std::string_view> fields;
    if (line_break != std::string_view::npos) parser.parse(text.substr(line_break + 1), fields);
  } catch (const nightjar::BadDump&) {
  }
  nightjar::csv::LineParser parser("a,b,c", {"c", "a"}, "f");
  std::vector<std::string_view> fields;
  if (!parser.parse(text, fields) && fields.size() != 2) __builtin_trap();
  return 0;
}
