#include "feed/format.hpp"

#include "feed/csv_record_mapper.hpp"
#include "feed/fixed_record_mapper.hpp"
#include "feed/json_record_mapper.hpp"
#include "feed/xml_record_mapper.hpp"

namespace nightjar::feed {
namespace {

/// A record is parsed whole in memory: the bound keeps a slip of the pen from asking for all of it.
constexpr std::size_t most_json_bytes = std::size_t{1} << 30;
constexpr std::size_t most_xml_bytes = most_json_bytes;
/// fast-cpp-csv-parser ends a line at 2^24 - 1 bytes.
constexpr std::size_t most_csv_bytes = std::size_t{1} << 24;
constexpr std::size_t most_fixed_bytes = most_csv_bytes;

/// 2: a header line that comes again is no record.
constexpr int csv_header_scheme = 2;

}  // namespace

constexpr std::array<FormatTraits, format_count> formats{{
    {Format::json, "json", "one JSON array of objects", ColumnAddress::path, true, true,
     most_json_bytes, 0, false, make_json_record_mapper},
    {Format::ndjson, "ndjson", "one JSON object per line", ColumnAddress::path, true, true,
     most_json_bytes, 0, false, make_json_record_mapper},
    {Format::csv, "csv", "a header line, then one record per line; `csv:` has other dialects",
     ColumnAddress::header, false, false, most_csv_bytes, csv_header_scheme, false,
     make_csv_record_mapper},
    {Format::fixed, "fixed", "one record per line, in which `at:` says where each column is",
     ColumnAddress::span, false, false, most_fixed_bytes, 0, false, make_fixed_record_mapper},
    {Format::xml, "xml", "XML; `records:` says which elements are the records", ColumnAddress::path,
     true, false, most_xml_bytes, 0, true, make_xml_record_mapper},
}};

namespace {

constexpr bool is_in_order() {
  for (std::size_t i = 0; i < formats.size(); ++i) {
    if (formats[i].format != static_cast<Format>(i)) return false;
  }
  return true;
}
static_assert(is_in_order(), "formats stands in the order of Format");

}  // namespace

}  // namespace nightjar::feed
