#include "feed/element_mapper.hpp"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "feed/child_feed.hpp"
#include "feed/element_context.hpp"
#include "feed/json_record_mapper.hpp"

namespace nightjar::feed {
namespace {

class ElementMapper : public RecordMapper {
 public:
  explicit ElementMapper(const Definition& feed)
      : feed_(feed),
        element_part_(element_part_of(feed)),
        origins_(origins_of(feed)),
        mapper_(make_json_record_mapper(element_part_.definition, {}, {})) {}

  MappedRecord map(const Record& record, Row& row) override {
    const ElementContext context = context_of(record.bytes);
    write_element_json(record.raw(), context.members, json_);
    const std::size_t length = json_.size();
    json_.append(Record::padding, '\0');
    MappedRecord mapped = mapper_->map(
        {std::string_view(json_).substr(0, length), record.offset, length}, element_row_);
    row.clear();
    if (mapped.outcome == MappingOutcome::unknown) return mapped;
    record_row_.assign(context.row, feed_.columns.size() - element_part_.columns.size());
    join(mapped.outcome == MappingOutcome::spoiled, row);
    return mapped;
  }

  [[nodiscard]] std::vector<std::uint64_t> records_with_dropped_elements() const override {
    return counts_of_feed(feed_, element_part_, mapper_->records_with_dropped_elements());
  }

 private:
  /// Where a column's value is.
  struct Origin {
    bool is_of_record;
    std::size_t column;  ///< of that row
  };
  static std::vector<Origin> origins_of(const Definition& feed) {
    std::vector<Origin> origins;
    std::size_t of_record = 0;
    std::size_t of_element = 0;
    for (const Column& column : feed.columns) {
      const bool is_outer = is_of_record(column);
      origins.push_back({is_outer, is_outer ? of_record++ : of_element++});
    }
    return origins;
  }

  /// Fills the row from its two parts. A spoiled one has only its key.
  void join(bool key_only, Row& row) const {
    for (std::size_t i = 0; i < origins_.size(); ++i) {
      const Row& part = origins_[i].is_of_record ? record_row_ : element_row_;
      const bool is_left_out = key_only && !feed_.is_key(i);
      row.append_nullable(is_left_out ? std::nullopt : part.field(origins_[i].column));
    }
  }

  const Definition& feed_;
  PartOfFeed element_part_;
  std::vector<Origin> origins_;
  std::unique_ptr<RecordMapper> mapper_;  ///< of element_part_
  std::string json_;
  Row record_row_;
  Row element_row_;
};

}  // namespace

std::unique_ptr<RecordMapper> make_element_mapper(const Definition& feed) {
  return std::make_unique<ElementMapper>(feed);
}

}  // namespace nightjar::feed
