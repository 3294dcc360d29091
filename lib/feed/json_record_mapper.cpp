#include "feed/json_record_mapper.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/utf8.hpp"
#include "feed/cell.hpp"
#include "feed/map_cells.hpp"
#include "feed/null_values.hpp"
#include "feed/partial_arrays.hpp"
#include "feed/trimmed.hpp"
#include "json/extractor.hpp"
#include "json/text.hpp"
#include "json/utf8.hpp"

namespace nightjar::feed {
namespace {

class JsonRecordMapper : public RecordMapper {
 public:
  explicit JsonRecordMapper(const Definition& definition)
      : definition_(definition),
        partial_arrays_(partial_arrays_of(definition)),
        rules_(rules_of(definition, partial_arrays_)),
        extractor_(paths_of(definition, partial_arrays_)),
        are_members_(feed::are_members(definition.records)),
        name_columns_(name_columns_of(definition)),
        cells_(definition.columns.size()),
        has_dropped_(definition.columns.size()),
        records_with_dropped_(definition.columns.size()) {
    for (const PartialArray& array : partial_arrays_) {
      if (!array.further.empty()) dropped_.push_back(&array);
    }
  }

  MappedRecord map(const Record& record, Row& row) override {
    reset();
    if (record.is_cut())
      return salvage_key(definition_, cells_, too_long(definition_, record), row);
    const auto problem = extract(record.bytes);
    if (problem && json::is_utf8(record.bytes)) {
      return salvage_key(definition_, cells_, {Reason::malformed, problem->what}, row);
    }
    if (problem) {
      read_lossily(record.bytes);
      return salvage_key(definition_, cells_, {Reason::invalid_text, "not UTF-8"}, row);
    }
    MappedRecord mapped = map_cells(definition_, cells_, row);
    if (mapped.outcome == MappingOutcome::whole) count_dropped();
    return mapped;
  }

  [[nodiscard]] std::vector<std::uint64_t> records_with_dropped_elements() const override {
    return records_with_dropped_;
  }

 private:
  /// What a column takes from the values that its path finds.
  struct Rule {
    bool is_list;         ///< all, of a text array
    bool of_many;         ///< or the first that is not null, if the path finds several
    bool counts_dropped;  ///< which no column takes
    bool is_trimmed;
    bool is_in_string;  ///< ValueForm::is_in_string
    bool is_null_if_empty;
    bool is_number;
    NullValues null_values;
  };
  static std::vector<Rule> rules_of(const Definition& definition,
                                    const std::vector<PartialArray>& arrays) {
    std::vector<Rule> rules;
    for (const Column& column : definition.columns) {
      const bool is_list = traits_of(column.type).shape == Shape::list;
      rules.push_back(
          {is_list, is_list || column.source.find('*') != std::string::npos, false,
           column.form.is_trimmed, column.form.is_in_string,
           !traits_of(definition.format).has_types && !is_list && !column.form.empty_is_value,
           traits_of(column.type).is_number, NullValues(column)});
    }
    for (const PartialArray& array : arrays) {
      if (array.further.empty()) rules[array.columns.front()].counts_dropped = true;
    }
    return rules;
  }

  /// A path for each column, then one for each array of which columns take single elements. A text
  /// array takes the elements of what its path names.
  static std::vector<std::string> paths_of(const Definition& definition,
                                           const std::vector<PartialArray>& arrays) {
    std::vector<std::string> paths;
    for (const Column& column : definition.columns) {
      if (column.source == member_name) {
        paths.emplace_back();
        continue;
      }
      const bool whole_array = traits_of(definition.format).has_types &&
                               traits_of(column.type).shape == Shape::list &&
                               column.source.find('*') == std::string::npos;
      paths.push_back(whole_array ? column.source + "/*" : column.source);
    }
    for (const PartialArray& array : arrays) {
      if (!array.further.empty()) paths.push_back(array.further);
    }
    return paths;
  }

  static std::vector<std::size_t> name_columns_of(const Definition& definition) {
    std::vector<std::size_t> columns;
    for (std::size_t i = 0; i < definition.columns.size(); ++i) {
      if (definition.columns[i].source == member_name) columns.push_back(i);
    }
    return columns;
  }

  /// Finds the cells of a record that simdjson refuses to read. A byte that is not UTF-8 is
  /// replaced by U+0000, which no text may contain, so that no key is misread.
  void read_lossily(std::string_view bytes) {
    repaired_.clear();
    while (!bytes.empty()) {
      const std::size_t length = character_length(bytes);
      repaired_ += length == 0 ? R"(\u0000)" : bytes.substr(0, length);
      bytes.remove_prefix(std::max<std::size_t>(length, 1));
    }
    const std::size_t length = repaired_.size();
    repaired_.append(Record::padding, ' ');
    reset();
    extract(std::string_view(repaired_).substr(0, length));
  }

  /// Takes the values of a record: its name, if it is a member, and those at the paths.
  std::optional<ParseError> extract(std::string_view bytes) {
    if (are_members_) {
      if (auto problem = take_name(bytes)) return problem;
    }
    return extractor_.extract(
        bytes, [this](std::size_t path, const json::ExtractedValue& value) { take(path, value); });
  }

  /// Removes the member's name and the colon from its bytes.
  std::optional<ParseError> take_name(std::string_view& bytes) {
    std::size_t end = 1;
    while (end < bytes.size() && bytes[end] != '"') end += bytes[end] == '\\' ? 2U : 1U;
    const std::size_t colon = bytes.find(':', end);
    auto name = json::unquoted(bytes.substr(0, end + 1));
    if (colon == bytes.npos || !name) return ParseError{"its name is not a JSON string"};
    bytes.remove_prefix(colon + 1);
    name_ = std::move(*name);
    for (const std::size_t column : name_columns_) {
      const bool is_null = rules_[column].null_values.contain(name_);
      cells_[column].kind = is_null ? Cell::Kind::null : Cell::Kind::bare;
      cells_[column].text = name_;
    }
    return std::nullopt;
  }

  void reset() {
    if (any_dropped_) std::fill(has_dropped_.begin(), has_dropped_.end(), false);
    any_dropped_ = false;
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      cells_[i].kind = rules_[i].is_list ? Cell::Kind::list : Cell::Kind::null;
      cells_[i].items.clear();
    }
  }

  void note_dropped(std::size_t column) { has_dropped_[column] = any_dropped_ = true; }

  void count_dropped() {
    if (!any_dropped_) return;
    for (std::size_t i = 0; i < records_with_dropped_.size(); ++i) {
      if (has_dropped_[i]) ++records_with_dropped_[i];
    }
  }

  void take_dropped(const PartialArray& array, const json::ExtractedValue& value) {
    if (value.kind == json::Kind::null) return;
    for (const std::size_t column : array.columns) note_dropped(column);
  }

  void take(std::size_t index, const json::ExtractedValue& value) {
    if (index >= cells_.size()) return take_dropped(*dropped_[index - cells_.size()], value);
    const Rule& column = rules_[index];
    Cell& cell = cells_[index];
    const bool is_trimmed = column.is_trimmed && value.kind == json::Kind::string;
    const std::string_view text = is_trimmed ? trimmed(value.text) : value.text;
    const bool passed_over = value.kind == json::Kind::null ||
                             (text.empty() && column.is_null_if_empty) ||
                             column.null_values.contain(text);
    if (column.of_many && passed_over) return;
    if (column.is_list) {
      if (cell.kind == Cell::Kind::list) take_item(cell, value.kind, text);
      return;
    }
    if (column.of_many && cell.kind != Cell::Kind::null) {  // the first of many
      if (column.counts_dropped) note_dropped(index);
      return;
    }
    // A member twice: the last.
    cell.kind = passed_over ? Cell::Kind::null : kind_in(column, value.kind);
    cell.text = text;
  }

  /// A text that holds a value of any type is like a CSV field; so is a number for a text.
  static Cell::Kind kind_in(const Rule& column, json::Kind kind) {
    const Cell::Kind own = kind_of(kind);
    const bool is_scalar =
        own == Cell::Kind::string || own == Cell::Kind::number || own == Cell::Kind::boolean;
    const bool is_as_typed = column.is_number && own == Cell::Kind::number;
    return column.is_in_string && is_scalar && !is_as_typed ? Cell::Kind::bare : own;
  }

  /// An element that is not a text makes the array invalid.
  static void take_item(Cell& cell, json::Kind kind, std::string_view text) {
    if (kind == json::Kind::string) {
      cell.items.emplace_back(text);
      return;
    }
    cell.kind = kind_of(kind);
    cell.text = text;
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
  std::vector<PartialArray> partial_arrays_;
  std::vector<const PartialArray*>
      dropped_;  ///< of partial_arrays_, those with a path of their own
  std::vector<Rule> rules_;
  json::Extractor extractor_;
  bool are_members_;                       ///< the records, with their names
  std::vector<std::size_t> name_columns_;  ///< those that take this name
  std::string name_;
  std::vector<Cell> cells_;
  std::vector<bool> has_dropped_;  ///< by column: whether this record has others beside its value
  bool any_dropped_ = false;
  std::vector<std::uint64_t> records_with_dropped_;
  std::string repaired_;  ///< a copy of a record that is not UTF-8, to which cells refer
};

}  // namespace

std::unique_ptr<RecordMapper> make_json_record_mapper(const Definition& definition,
                                                      std::string_view /*first_record*/,
                                                      const std::string& /*file*/) {
  return std::make_unique<JsonRecordMapper>(definition);
}

}  // namespace nightjar::feed
