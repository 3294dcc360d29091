#include <cstdlib>
#include <memory>
#include <string>

#include "reading/csv_dialect_splitter.hpp"
#include "reading/csv_splitter.hpp"
#include "reading/json_array_splitter.hpp"
#include "reading/json_records_splitter.hpp"
#include "reading/ndjson_splitter.hpp"

// All splitters take any bytes; what they find does not depend on the processor, nor on how the
// file comes in pieces.

using namespace nightjar::reading;

namespace {

std::vector<Extent> records_of(Splitter& splitter, std::string_view text, std::size_t piece) {
  std::vector<Extent> records;
  for (std::size_t at = 0; at < text.size(); at += piece) {
    if (splitter.split(text.substr(at, piece), at, records)) return {};
  }
  const auto open = splitter.open_record();
  const auto tail = open ? text.substr(*open) : std::string_view();
  if (splitter.finish(tail, records)) return {};
  std::uint64_t end = 0;
  for (const auto& record : records) {
    if (record.begin < end || record.end <= record.begin || record.end > text.size()) std::abort();
    end = record.end;
  }
  return records;
}

template <typename S, typename... Arguments>
void hold_together(std::string_view text, std::size_t piece, const Arguments&... arguments) {
  S plain(arguments..., InstructionSet::plain);
  S best(arguments..., best_instruction_set());
  if (records_of(plain, text, text.size() + 1) != records_of(best, text, piece)) std::abort();
}

/// A dialect for each bit of a choice.
nightjar::csv::Dialect dialect_of(unsigned char choice) {
  nightjar::csv::Dialect dialect;
  if ((choice & 1U) != 0) dialect.escape = nightjar::csv::Escape::backslash;
  if ((choice & 2U) != 0) dialect.comment = "##";
  if ((choice & 4U) != 0) dialect.line_end = "|$|";
  if ((choice & 8U) != 0) dialect.skip_lines = 2;
  if ((choice & 16U) != 0) dialect.quote.reset();
  return dialect;
}

/// The splitter of dialects finds the same in any pieces, and in the default one what the fast one
/// finds.
void split_dialects(std::string_view text, std::size_t piece, unsigned char choice) {
  const auto dialect = dialect_of(choice);
  CsvDialectSplitter whole(dialect, 1000);
  CsvDialectSplitter pieces(dialect, 1000);
  const auto records = records_of(whole, text, text.size() + 1);
  if (records != records_of(pieces, text, piece)) std::abort();
  CsvSplitter fast({}, 1000);
  if (dialect == nightjar::csv::Dialect{} && records != records_of(fast, text, piece)) {
    std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  if (size < 1) return 0;
  const std::size_t piece = 1 + data[0];
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  hold_together<JsonArraySplitter>(text, piece);
  hold_together<JsonRecordsSplitter>(text, piece, std::string("/a"));
  hold_together<JsonRecordsSplitter>(text, piece, std::string("/0/a/*"));
  hold_together<JsonDocumentsSplitter>(text, piece);
  hold_together<CsvSplitter>(text, piece, CsvMarks{}, std::size_t{1000});
  split_dialects(text, piece, data[0] >> 3);
  NdjsonSplitter whole;
  NdjsonSplitter pieces;
  if (records_of(whole, text, size) != records_of(pieces, text, piece)) std::abort();
  return 0;
}
