#include "feed/record_mapper.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/format.hpp"
#include "base/utf8.hpp"
#include "csv/line.hpp"
#include "feed/cell.hpp"
#include "feed/null_values.hpp"
#include "feed/partial_arrays.hpp"
#include "json/extractor.hpp"
#include "json/utf8.hpp"

namespace nightjar::feed {
namespace {

std::vector<NullValues> null_values_of(const Definition& definition) {
  return {definition.columns.begin(), definition.columns.end()};
}

Violation too_long(const Definition& definition, const Record& record) {
  return {Reason::too_long, fmt::format("{} bytes, where max_record_bytes allows {}", record.length,
                                        definition.max_record_bytes)};
}

/// Gives the cells their types. The first violation counts; a key is wanted even where it is not
/// the first, so that a record which is listed but spoiled is never taken for a deletion.
MappedRecord type_cells(const Definition& definition, const std::vector<Cell>& cells, Row& row) {
  std::optional<Violation> violation;
  bool key_known = true;
  row.clear();
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const Column& column = definition.columns[i];
    auto found = append_typed(column, cells[i], row);
    if ((found || cells[i].kind == Cell::Kind::null) && definition.is_key(i)) {
      key_known = false;
      if (!found)
        found =
            Violation{Reason::missing_key, fmt::format("{}: the key has no value", column.name)};
    }
    if (found && !violation) violation = std::move(found);
  }
  if (!violation) return {};
  return {key_known ? MappingOutcome::spoiled : MappingOutcome::unknown, std::move(violation)};
}

/// Leaves only the key in the row of a spoiled record: of the rest nothing is to be believed.
void keep_key_only(const Definition& definition, const std::vector<Cell>& cells, Row& row) {
  row.clear();
  for (std::size_t i = 0; i < cells.size(); ++i) {
    append_typed(definition.columns[i], definition.is_key(i) ? cells[i] : Cell{}, row);
  }
}

MappedRecord finish(const Definition& definition, const std::vector<Cell>& cells, Row& row) {
  MappedRecord projection = type_cells(definition, cells, row);
  if (projection.outcome == MappingOutcome::spoiled) keep_key_only(definition, cells, row);
  if (projection.outcome == MappingOutcome::unknown) row.clear();
  return projection;
}

/// A record that cannot be read whole. Where its key can be told from what there is of it, it is
/// known whose record it is. The violation is the caller's, whatever else is wrong.
MappedRecord salvage(const Definition& definition, const std::vector<Cell>& cells,
                     Violation violation, Row& row) {
  const bool key_known =
      std::all_of(definition.key.begin(), definition.key.end(), [&](std::size_t column) {
        row.clear();
        const Cell& cell = cells[column];
        return cell.kind != Cell::Kind::null && json::is_utf8(cell.text) &&
               !append_typed(definition.columns[column], cell, row);
      });
  row.clear();
  if (key_known) keep_key_only(definition, cells, row);
  return {key_known ? MappingOutcome::spoiled : MappingOutcome::unknown, std::move(violation)};
}

class JsonRecordMapper : public RecordMapper {
 public:
  explicit JsonRecordMapper(const Definition& definition)
      : definition_(definition),
        choices_(partial_arrays_of(definition)),
        takes_(takes_of(definition, choices_)),
        extractor_(paths_of(definition, choices_)),
        cells_(definition.columns.size()),
        is_several_(definition.columns.size()),
        several_(definition.columns.size()) {
    for (const PartialArray& choice : choices_) {
      if (!choice.further.empty()) further_.push_back(&choice);
    }
  }

  MappedRecord map(const Record& record, Row& row) override {
    forget();
    if (record.is_cut()) return salvage(definition_, cells_, too_long(definition_, record), row);
    const auto problem = extractor_.extract(
        record.bytes,
        [this](std::size_t path, const json::ExtractedValue& value) { take(path, value); });
    if (problem && json::is_utf8(record.bytes)) {
      return salvage(definition_, cells_, {Reason::malformed, problem->what}, row);
    }
    if (problem) {
      read_what_is_utf8(record.bytes);
      return salvage(definition_, cells_, {Reason::invalid_text, "not UTF-8"}, row);
    }
    MappedRecord projection = finish(definition_, cells_, row);
    if (projection.outcome == MappingOutcome::whole) count_several();
    return projection;
  }

  [[nodiscard]] std::vector<std::uint64_t> several() const override { return several_; }

 private:
  /// What a column takes of the values that its path finds.
  struct Take {
    bool is_list;        ///< all, of a text array
    bool of_many;        ///< or the first that is not passed over, where the path finds many
    bool counts_others;  ///< which nobody takes
    NullValues null_values;
  };
  static std::vector<Take> takes_of(const Definition& definition,
                                    const std::vector<PartialArray>& choices) {
    std::vector<Take> takes;
    for (const Column& column : definition.columns) {
      const bool is_list = column.type == ColumnType::text_array;
      takes.push_back({is_list, is_list || column.source.find('*') != std::string::npos, false,
                       NullValues(column)});
    }
    for (const PartialArray& choice : choices) {
      if (choice.further.empty()) takes[choice.columns.front()].counts_others = true;
    }
    return takes;
  }

  /// A path for each column, then one for each array of which columns take single elements. A text
  /// array takes the elements of what its path names.
  static std::vector<std::string> paths_of(const Definition& definition,
                                           const std::vector<PartialArray>& choices) {
    std::vector<std::string> paths;
    for (const Column& column : definition.columns) {
      const bool whole_array =
          column.type == ColumnType::text_array && column.source.find('*') == std::string::npos;
      paths.push_back(whole_array ? column.source + "/*" : column.source);
    }
    for (const PartialArray& choice : choices) {
      if (!choice.further.empty()) paths.push_back(choice.further);
    }
    return paths;
  }

  /// Finds the cells of a record that simdjson does not begin to read. A byte that is no UTF-8 is
  /// taken for U+0000, which no text may hold, so that no key is read wrong.
  void read_what_is_utf8(std::string_view bytes) {
    repaired_.clear();
    while (!bytes.empty()) {
      const std::size_t length = character_length(bytes);
      repaired_ += length == 0 ? R"(\u0000)" : bytes.substr(0, length);
      bytes.remove_prefix(std::max<std::size_t>(length, 1));
    }
    const std::size_t length = repaired_.size();
    repaired_.append(Record::padding, ' ');
    forget();
    extractor_.extract(
        std::string_view(repaired_).substr(0, length),
        [this](std::size_t path, const json::ExtractedValue& value) { take(path, value); });
  }

  void forget() {
    if (any_several_) std::fill(is_several_.begin(), is_several_.end(), false);
    any_several_ = false;
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      cells_[i].kind = takes_[i].is_list ? Cell::Kind::list : Cell::Kind::null;
      cells_[i].items.clear();
    }
  }

  void note_several(std::size_t column) { is_several_[column] = any_several_ = true; }

  void count_several() {
    if (!any_several_) return;
    for (std::size_t i = 0; i < several_.size(); ++i) {
      if (is_several_[i]) ++several_[i];
    }
  }

  void take_further(const PartialArray& choice, const json::ExtractedValue& value) {
    if (value.kind == json::Kind::null) return;
    for (const std::size_t column : choice.columns) note_several(column);
  }

  void take(std::size_t index, const json::ExtractedValue& value) {
    if (index >= cells_.size()) return take_further(*further_[index - cells_.size()], value);
    const Take& column = takes_[index];
    Cell& cell = cells_[index];
    const bool passed_over =
        value.kind == json::Kind::null || column.null_values.contain(value.text);
    if (column.of_many && passed_over) return;
    if (column.is_list) {
      if (cell.kind == Cell::Kind::list) take_item(cell, value);
      return;
    }
    if (column.of_many && cell.kind != Cell::Kind::null) {  // the first of many
      if (column.counts_others) note_several(index);
      return;
    }
    cell.kind = passed_over ? Cell::Kind::null : kind_of(value.kind);  // a member twice: the last
    cell.text = value.text;
  }

  /// An element that is no text spoils the array.
  static void take_item(Cell& cell, const json::ExtractedValue& value) {
    if (value.kind == json::Kind::string) {
      cell.items.emplace_back(value.text);
      return;
    }
    cell.kind = kind_of(value.kind);
    cell.text = value.text;
  }

  static Cell::Kind kind_of(json::Kind kind) {
    switch (kind) {
      case json::Kind::null:
        return Cell::Kind::null;
      case json::Kind::boolean:
        return Cell::Kind::boolean;
      case json::Kind::number:
        return Cell::Kind::number;
      case json::Kind::string:
        return Cell::Kind::string;
      case json::Kind::array:
      case json::Kind::object:
        break;
    }
    return Cell::Kind::json;
  }

  const Definition& definition_;
  std::vector<PartialArray> choices_;
  std::vector<const PartialArray*> further_;  ///< of choices_, those with a path of their own
  std::vector<Take> takes_;
  json::Extractor extractor_;
  std::vector<Cell> cells_;
  std::vector<bool> is_several_;  ///< by column: whether this record has others beside its value
  bool any_several_ = false;
  std::vector<std::uint64_t> several_;
  std::string repaired_;  ///< a record that was not UTF-8, while cells look into it
};

class CsvRecordMapper : public RecordMapper {
 public:
  CsvRecordMapper(const Definition& definition, std::string_view header, const std::string& file)
      : definition_(definition),
        null_values_(null_values_of(definition)),
        parser_(header, sources_of(definition), file),
        cells_(definition.columns.size()) {}

  MappedRecord map(const Record& record, Row& row) override {
    if (csv::is_blank(record.bytes)) {
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
      return salvage(definition_, cells_, std::move(*violation), row);
    }
    fill_cells();
    return finish(definition_, cells_, row);
  }

  /// A field has no elements.
  [[nodiscard]] std::vector<std::uint64_t> several() const override {
    return std::vector<std::uint64_t>(cells_.size());
  }

 private:
  /// Of a record without a violation the first column's field tells at once, nearly always.
  [[nodiscard]] bool is_header(const Record& record,
                               const std::optional<Violation>& violation) const {
    const std::string_view field = fields_.empty() ? std::string_view() : fields_.front();
    const auto begin = std::min(field.find_first_not_of(' '), field.size());
    const bool may_be =
        violation || field.substr(begin).starts_with(definition_.columns.front().source);
    return may_be && !record.is_cut() && parser_.is_header(record.bytes);
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
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      const bool is_null = fields_[i].empty() || null_values_[i].contain(fields_[i]);
      cells_[i].kind = is_null ? Cell::Kind::null : Cell::Kind::bare;
      cells_[i].text = fields_[i];
    }
  }

  static std::vector<std::string> sources_of(const Definition& definition) {
    std::vector<std::string> names;
    for (const Column& column : definition.columns) names.push_back(column.source);
    return names;
  }

  const Definition& definition_;
  std::vector<NullValues> null_values_;
  csv::LineParser parser_;
  std::vector<std::string_view> fields_;
  std::vector<Cell> cells_;
};

}  // namespace

std::unique_ptr<RecordMapper> make_record_mapper(const Definition& definition,
                                                 std::string_view csv_header,
                                                 const std::string& file) {
  if (definition.format == Format::csv) {
    return std::make_unique<CsvRecordMapper>(definition, csv_header, file);
  }
  return std::make_unique<JsonRecordMapper>(definition);
}

}  // namespace nightjar::feed
