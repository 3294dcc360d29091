#include "feed/fixed_record_mapper.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "base/format.hpp"
#include "base/utf8.hpp"
#include "feed/cell.hpp"
#include "feed/map_cells.hpp"
#include "feed/null_values.hpp"
#include "feed/span.hpp"
#include "feed/trimmed.hpp"
#include "json/utf8.hpp"

namespace nightjar::feed {
namespace {

/// The part of a text before its first byte that is not UTF-8.
std::string_view valid_part(std::string_view text) {
  if (json::is_utf8(text)) return text;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t length = character_length(text.substr(at));
    if (length == 0) break;
    at += length;
  }
  return text.substr(0, at);
}

/// DOS marks the end of a file with SUB.
bool is_blank(std::string_view text) {
  const std::string_view rest = trimmed(text);
  return rest.empty() || rest == "\x1a";
}

class FixedRecordMapper : public RecordMapper {
 public:
  explicit FixedRecordMapper(const Definition& definition)
      : definition_(definition),
        null_values_(definition.columns.begin(), definition.columns.end()),
        spans_(spans_of(definition)),
        boundaries_(boundaries_of(spans_)),
        cells_(definition.columns.size()) {}

  MappedRecord map(const Record& record, Row& row) override {
    const std::string_view text = valid_part(record.bytes);
    const bool is_whole = text.size() == record.length;
    if (is_whole && is_blank(text)) {
      row.clear();
      return {MappingOutcome::blank, std::nullopt};
    }
    find_boundaries(text);
    auto violation = is_whole ? cut_value(text) : fault_of(record);
    fill_cells(text, violation.has_value());
    if (violation) return salvage_key(definition_, cells_, std::move(*violation), row);
    return map_cells(definition_, cells_, row);
  }

  /// A field has no elements.
  [[nodiscard]] std::vector<std::uint64_t> records_with_dropped_elements() const override {
    return std::vector<std::uint64_t>(cells_.size());
  }

 private:
  /// A place in front of a character of a record.
  struct Boundary {
    std::size_t characters;  ///< before it
    std::size_t bytes = 0;   ///< before it; in a shorter record all
  };

  static std::vector<Span> spans_of(const Definition& definition) {
    std::vector<Span> spans;
    for (const Column& column : definition.columns)
      spans.push_back(span_of(column.source).value_or(Span{}));
    return spans;
  }

  /// Where spans begin and end, in the order of the record, each once.
  static std::vector<Boundary> boundaries_of(const std::vector<Span>& spans) {
    std::vector<std::size_t> places;
    for (const Span& span : spans) places.insert(places.end(), {span.first - 1, span.last});
    std::sort(places.begin(), places.end());
    places.erase(std::unique(places.begin(), places.end()), places.end());
    std::vector<Boundary> boundaries;
    boundaries.reserve(places.size());
    for (const std::size_t place : places) boundaries.push_back({place});
    return boundaries;
  }

  void find_boundaries(std::string_view text) {
    std::size_t bytes = 0;
    characters_ = 0;
    for (Boundary& boundary : boundaries_) {
      for (; characters_ < boundary.characters && bytes < text.size(); ++characters_) {
        bytes += static_cast<unsigned char>(text[bytes]) < 0x80
                     ? 1
                     : character_length(text.substr(bytes));
      }
      boundary.bytes = bytes;
    }
  }

  [[nodiscard]] std::size_t bytes_before(std::size_t characters) const {
    return std::lower_bound(boundaries_.begin(), boundaries_.end(), characters,
                            [](const Boundary& boundary, std::size_t wanted) {
                              return boundary.characters < wanted;
                            })
        ->bytes;
  }

  [[nodiscard]] std::string_view field(std::string_view text, std::size_t column) const {
    const std::size_t begin = bytes_before(spans_[column].first - 1);
    return text.substr(begin, bytes_before(spans_[column].last) - begin);
  }

  [[nodiscard]] Violation fault_of(const Record& record) const {
    if (record.is_cut()) return too_long(definition_, record);
    return {Reason::invalid_text, "not UTF-8"};
  }

  /// The first value that the record's end may have cut. A text may end anywhere: the spaces at the
  /// end of a record are often left out.
  [[nodiscard]] std::optional<Violation> cut_value(std::string_view text) const {
    for (std::size_t i = 0; i < spans_.size(); ++i) {
      const Column& column = definition_.columns[i];
      if (spans_[i].last <= characters_ || column.type == ColumnType::text) continue;
      if (trimmed(field(text, i)).empty()) continue;
      return Violation{Reason::malformed,
                       fmt::format("{}: the record ends after {} characters, inside {}",
                                   column.name, characters_, column.source)};
    }
    return std::nullopt;
  }

  /// Of a record with a violation the values that are not there in full are not reliable.
  void fill_cells(std::string_view text, bool has_violation) {
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      const Column& column = definition_.columns[i];
      const bool is_trimmed =
          column.form.is_trimmed || traits_of(column.type).shape == Shape::document;
      const std::string_view value = is_trimmed ? trimmed(field(text, i)) : field(text, i);
      const bool is_lost = has_violation && spans_[i].last > characters_;
      set_field(column, null_values_[i], value, is_lost, cells_[i]);
    }
  }

  const Definition& definition_;
  std::vector<NullValues> null_values_;
  std::vector<Span> spans_;  ///< by column
  std::vector<Boundary> boundaries_;
  std::size_t characters_ = 0;  ///< of the record, but no more than the columns have
  std::vector<Cell> cells_;
};

}  // namespace

std::unique_ptr<RecordMapper> make_fixed_record_mapper(const Definition& definition,
                                                       std::string_view /*first_record*/,
                                                       const std::string& /*file*/) {
  return std::make_unique<FixedRecordMapper>(definition);
}

}  // namespace nightjar::feed
