#include "feed/csv_record_mapper.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "csv/header.hpp"
#include "csv/line.hpp"
#include "csv/record.hpp"
#include "feed/cell.hpp"
#include "feed/map_cells.hpp"
#include "feed/null_values.hpp"
#include "feed/trimmed.hpp"
#include "json/utf8.hpp"

namespace nightjar::feed {
namespace {

class CsvRecordMapper : public RecordMapper {
 public:
  CsvRecordMapper(const Definition& definition, std::string_view first_record,
                  const std::string& file)
      : definition_(definition),
        null_values_(definition.columns.begin(), definition.columns.end()),
        sources_(sources_of(definition, first_record)),
        parser_(definition.csv, first_record, sources_.names, file),
        cells_(definition.columns.size()) {}

  MappedRecord map(const Record& record, Row& row) override {
    if (csv::is_blank(definition_.csv, record.bytes)) {
      row.clear();
      return {MappingOutcome::blank, std::nullopt};
    }
    auto violation = read(record);
    if (is_header(record, violation)) {
      row.clear();
      return {MappingOutcome::header, std::nullopt};
    }
    if (violation) {
      parser_.salvage(record.bytes, fields_);
      fill_cells();
      return salvage_key(definition_, cells_, std::move(*violation), row);
    }
    fill_cells();
    return map_cells(definition_, cells_, row);
  }

  /// A field has no elements.
  [[nodiscard]] std::vector<std::uint64_t> records_with_dropped_elements() const override {
    return std::vector<std::uint64_t>(cells_.size());
  }

 private:
  /// For a record without a violation the first column's field is almost always sufficient. With
  /// one, the fields may still be those of an earlier record.
  [[nodiscard]] bool is_header(const Record& record,
                               const std::optional<Violation>& violation) const {
    const bool may_be = violation || begins_like_header(fields_.front());
    return may_be && !record.is_cut() && parser_.is_header(record.bytes);
  }

  [[nodiscard]] bool begins_like_header(std::string_view field) const {
    const auto begin = std::min(field.find_first_not_of(' '), field.size());
    return field.substr(begin).starts_with(sources_.names.front());
  }

  std::optional<Violation> read(const Record& record) {
    if (record.is_cut()) return too_long(definition_, record);
    if (!json::is_utf8(record.bytes)) return Violation{Reason::invalid_text, "not UTF-8"};
    if (const auto problem = parser_.parse(record.bytes, fields_)) {
      return Violation{Reason::malformed, problem->what};
    }
    return std::nullopt;
  }

  void fill_cells() {
    for (std::size_t i = 0; i < fields_.size(); ++i) {
      const std::size_t column = sources_.columns[i];
      const Column& definition = definition_.columns[column];
      const std::string_view text = definition.form.is_trimmed ? trimmed(fields_[i]) : fields_[i];
      const bool is_missing = fields_[i].data() == nullptr;
      set_field(definition, null_values_[column], text, is_missing, cells_[column]);
    }
  }

  /// The columns that this file has, and their names in its header line. A cell of another column
  /// stays null.
  struct Sources {
    std::vector<std::string> names;
    std::vector<std::size_t> columns;
  };
  static Sources sources_of(const Definition& definition, std::string_view first_record) {
    const std::vector<std::string> present = names_in(definition.csv, first_record);
    Sources sources;
    for (std::size_t i = 0; i < definition.columns.size(); ++i) {
      const Column& column = definition.columns[i];
      const std::string name = name_among(present, column);
      if (name.empty()) continue;
      sources.names.push_back(name);
      sources.columns.push_back(i);
    }
    return sources;
  }

  /// None if the header line cannot be read: the parser says why.
  static std::vector<std::string> names_in(const csv::Dialect& dialect,
                                           std::string_view first_record) {
    try {
      return csv::column_names(dialect, first_record);
    } catch (...) {
      return {};
    }
  }

  /// The name that the header line has for a column; its first one if it lacks all and must not;
  /// empty if it may lack it.
  static std::string name_among(const std::vector<std::string>& present, const Column& column) {
    const auto is_present = [&](const std::string& name) {
      return std::find(present.begin(), present.end(), name) != present.end();
    };
    if (is_present(column.source)) return column.source;
    const auto other =
        std::find_if(column.other_headers.begin(), column.other_headers.end(), is_present);
    if (other != column.other_headers.end()) return *other;
    return column.is_optional ? std::string() : column.source;
  }

  const Definition& definition_;
  std::vector<NullValues> null_values_;
  Sources sources_;
  csv::LineParser parser_;
  std::vector<std::string_view> fields_;
  std::vector<Cell> cells_;
};

}  // namespace

std::unique_ptr<RecordMapper> make_csv_record_mapper(const Definition& definition,
                                                     std::string_view first_record,
                                                     const std::string& file) {
  return std::make_unique<CsvRecordMapper>(definition, first_record, file);
}

}  // namespace nightjar::feed
