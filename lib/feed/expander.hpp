#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "feed/child_feed.hpp"
#include "feed/definition.hpp"
#include "feed/record.hpp"
#include "feed/record_mapper.hpp"
#include "feed/row.hpp"
#include "json/extractor.hpp"

namespace nightjar::feed {

/// Finds the elements of a record that are the rows of a child feed.
class Expander {
 public:
  /// `first_record` and `file` are those of make_record_mapper(), which throws for the same
  /// reasons.
  Expander(const Definition& feed, std::string_view first_record, const std::string& file);
  Expander(const Expander&) = delete;
  Expander& operator=(const Expander&) = delete;

  /// Reads a record. If the outcome is `whole`, size() and element() have its elements; none if the
  /// array is missing or null. If it is `spoiled`, row() has what the key takes from the record.
  MappedRecord expand(const Record& record);

  [[nodiscard]] std::size_t size() const { return elements_.size(); }
  /// An element with its context, for the mapper of the feed. Valid until the next call.
  [[nodiscard]] Record element(std::size_t index);
  [[nodiscard]] const Row& row() const { return row_; }

  /// As RecordMapper::records_with_dropped_elements(), for the columns of the record.
  [[nodiscard]] std::vector<std::uint64_t> records_with_dropped_elements() const;

 private:
  struct Element {
    json::Kind kind;
    std::string_view text;
    std::string_view name;  ///< of a member, in quotes
  };

  std::optional<Violation> find_elements(std::string_view array);
  MappedRecord refuse(MappedRecord mapped);
  void append_members(std::size_t index);

  const Definition& feed_;
  PartOfFeed record_part_;
  bool has_index_;  ///< whether a column takes it
  bool has_name_;
  std::unique_ptr<RecordMapper> mapper_;  ///< of record_part_
  json::Extractor extractor_;             ///< of the array's elements
  std::uint64_t offset_ = 0;              ///< of the record
  Row record_row_;
  Row row_;
  std::string array_;  ///< to which the elements refer
  std::vector<Element> elements_;
  std::string context_row_;  ///< the columns of the record, as Row::wire() has them
  std::string members_;
  std::string bytes_;
};

}  // namespace nightjar::feed
