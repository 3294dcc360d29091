#pragma once

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

/// What became of a record.
enum class MappingOutcome {
  whole,    ///< the row holds its values
  spoiled,  ///< it does not fit, but its key could be read: the row holds that, and nulls
  unknown,  ///< it does not fit, and nobody knows whose record it is; the row is empty
  blank,    ///< fields it has, but all are empty: a row of commas is no record; the row is empty
  header,   ///< the header of a CSV again, which is no record either; the row is empty
};

struct MappedRecord {
  MappingOutcome outcome = MappingOutcome::whole;
  std::optional<Violation> violation;  ///< what is wrong with a spoiled or unknown one
};

/// Turns a record into a typed row, as the feed's definition says.
class RecordMapper {
 public:
  virtual ~RecordMapper() = default;
  /// Fills `row` with all columns of the definition, in its order.
  virtual MappedRecord map(const Record& record, Row& row) = 0;
  /// By column: how many of the whole records so far had more array elements than the one that the
  /// column took, and that went into no column. See partial_arrays_of().
  [[nodiscard]] virtual std::vector<std::uint64_t> records_with_dropped_elements() const = 0;
};

/// The mapper for the definition's format. `csv_header` is the header record of a CSV file
/// (BadDump where a column of the definition is missing there) and `file` its name for errors;
/// JSON needs neither.
std::unique_ptr<RecordMapper> make_record_mapper(const Definition& definition,
                                                 std::string_view csv_header,
                                                 const std::string& file);

}  // namespace nightjar::feed
