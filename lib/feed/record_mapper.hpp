#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "feed/definition.hpp"
#include "feed/record.hpp"
#include "feed/row.hpp"
#include "feed/violation.hpp"

namespace nightjar::feed {

/// The result of mapping a record.
enum class MappingOutcome {
  whole,    ///< the row has its values
  spoiled,  ///< it does not fit, but its key could be read: the row has the key, and nulls
  unknown,  ///< it does not fit, and its key is not known; the row is empty
  blank,    ///< all of its fields are empty: not a record; the row is empty
  header,   ///< the header of a CSV again: not a record either; the row is empty
};

struct MappedRecord {
  MappingOutcome outcome = MappingOutcome::whole;
  std::optional<Violation> violation;  ///< of a spoiled or unknown one
};

/// Converts a record to a typed row, as the feed's definition says.
class RecordMapper {
 public:
  virtual ~RecordMapper() = default;
  /// Fills `row` with all columns of the definition, in its order.
  virtual MappedRecord map(const Record& record, Row& row) = 0;
  /// By column: how many of the whole records so far had more array elements than the one that the
  /// column took, and that no other column took. See partial_arrays_of().
  [[nodiscard]] virtual std::vector<std::uint64_t> records_with_dropped_elements() const = 0;
};

/// Adds counts by column to sums by column.
inline void add_counts(const std::vector<std::uint64_t>& counts, std::vector<std::uint64_t>& sums) {
  for (std::size_t i = 0; i < counts.size(); ++i) sums[i] += counts[i];
}

/// The mapper for the definition's format. `first_record` is that of a CSV file, its header line if
/// it has one (BadDump if a column of the definition is missing there), and `file` its name for
/// errors; JSON needs neither. Of XML `first_record` is the encoding. The mapper of a child feed
/// maps the elements which an Expander has found.
std::unique_ptr<RecordMapper> make_record_mapper(const Definition& definition,
                                                 std::string_view first_record,
                                                 const std::string& file);

}  // namespace nightjar::feed
