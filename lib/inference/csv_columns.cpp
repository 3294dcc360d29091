#include <algorithm>
#include <utility>

#include "base/format.hpp"
#include "base/single_byte_encoding.hpp"
#include "csv/header.hpp"
#include "csv/line.hpp"
#include "csv/record.hpp"
#include "inference/columns.hpp"

namespace nightjar::inference {
namespace {

/// A column of the file that can be named, and where its field is in a record.
struct Place {
  std::size_t field = 0;
  ColumnSample column;
};

bool is_unique(const std::vector<std::string>& names, const std::string& name) {
  return std::count(names.begin(), names.end(), name) == 1;
}

ColumnSample column_of(const csv::Dialect& dialect, const std::string& name) {
  return {name, dialect.has_header ? name : "column_" + name, {}};
}

std::string decoded(std::string_view text, const std::string& encoding) {
  if (encoding.empty()) return std::string(text);
  std::string utf8;
  SingleByteEncoding::named(encoding)->append_utf8(text, utf8);
  return utf8;
}

}  // namespace

Columns find_csv_columns(const std::vector<std::string>& records, const std::string& first_record,
                         const csv::Dialect& dialect) {
  const auto names = csv::column_names(dialect, first_record);
  Columns found;
  std::vector<std::size_t> fields;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i].empty() || !is_unique(names, names[i])) {
      found.remarks.push_back(
          fmt::format("field {} has no column: the header line has {} for it", i + 1,
                      names[i].empty() ? "no name" : fmt::format("\"{}\" twice", names[i])));
      continue;
    }
    fields.push_back(i);
    found.columns.push_back(column_of(dialect, names[i]));
  }
  csv::Dialect positions = dialect;
  positions.has_header = false;
  std::vector<std::string> wanted;
  wanted.reserve(fields.size());
  for (const std::size_t field : fields) wanted.push_back(std::to_string(field + 1));
  csv::LineParser parser(positions, first_record, wanted, "");
  std::vector<std::string_view> values;
  for (const std::string& record : records) {
    if (csv::is_blank(dialect, record) || parser.parse(record, values)) continue;
    if (record == first_record && dialect.has_header) continue;
    for (std::size_t i = 0; i < values.size(); ++i) {
      const auto kind = values[i].empty() ? feed::Cell::Kind::null : feed::Cell::Kind::bare;
      found.columns[i].values.push_back({kind, std::string(values[i])});
    }
  }
  return found;
}

Columns find_columns(const Sample& sample, const feed::Definition& layout) {
  std::vector<std::string> records;
  for (const SampledRecord& record : sample.records) {
    if (!record.record().is_cut()) records.push_back(decoded(record.text(), layout.encoding));
  }
  if (layout.format != feed::Format::csv) {
    return find_json_columns(records, feed::are_members(layout.records));
  }
  return find_csv_columns(records, decoded(sample.first_record, layout.encoding), layout.csv);
}

}  // namespace nightjar::inference
