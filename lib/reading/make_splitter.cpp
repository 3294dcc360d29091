#include "reading/make_splitter.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include "reading/csv_dialect_splitter.hpp"
#include "reading/csv_splitter.hpp"
#include "reading/fixed_length_splitter.hpp"
#include "reading/json_array_splitter.hpp"
#include "reading/json_records_splitter.hpp"
#include "reading/ndjson_splitter.hpp"
#include "reading/xml_splitter.hpp"

namespace nightjar::reading {
namespace {

/// A quoted CSV field that is longer than a record may be makes a record too long, which is
/// rejected. One that is longer than this many records is more likely a stray quote that swallows
/// the file.
constexpr std::size_t stray_quote_records = 4;

/// A tag of XML outside the records is not limited by their length.
constexpr std::size_t least_max_tag_bytes = std::size_t{64} << 10;

std::unique_ptr<Splitter> make_csv_splitter(const feed::Definition& feed) {
  const std::size_t max_field_bytes = stray_quote_records * feed.max_record_bytes;
  if (!feed.csv.has_plain_lines()) {
    return std::make_unique<CsvDialectSplitter>(feed.csv, max_field_bytes);
  }
  return std::make_unique<CsvSplitter>(CsvMarks{feed.csv.delimiter, *feed.csv.quote},
                                       max_field_bytes);
}

std::unique_ptr<Splitter> make_fixed_splitter(const feed::Definition& feed) {
  if (feed.record_length > 0) {
    return std::make_unique<FixedLengthSplitter>(feed.record_length, feed.csv.skip_lines);
  }
  return make_csv_splitter(feed);
}

using MakeSplitter = std::unique_ptr<Splitter> (*)(const feed::Definition& feed);

std::unique_ptr<Splitter> make_json_splitter(const feed::Definition& feed) {
  if (!feed.records) return std::make_unique<JsonArraySplitter>();
  if (feed.records->empty()) return std::make_unique<JsonDocumentsSplitter>();
  return std::make_unique<JsonRecordsSplitter>(*feed.records);
}

/// In the order of feed::Format. See also feed::formats.
constexpr std::array<MakeSplitter, feed::format_count> splitters{
    make_json_splitter,
    [](const feed::Definition&) -> std::unique_ptr<Splitter> {
      return std::make_unique<NdjsonSplitter>();
    },
    make_csv_splitter,
    make_fixed_splitter,
    [](const feed::Definition& feed) -> std::unique_ptr<Splitter> {
      return std::make_unique<XmlSplitter>(feed.records.value_or(""),
                                           std::max(feed.max_record_bytes, least_max_tag_bytes));
    },
};

}  // namespace

std::unique_ptr<Splitter> make_splitter(const feed::Definition& feed) {
  return splitters[static_cast<std::size_t>(feed.format)](feed);
}

}  // namespace nightjar::reading
