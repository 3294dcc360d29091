#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "feed/definition.hpp"
#include "feed/flaw.hpp"
#include "feed/record.hpp"
#include "feed/row.hpp"

namespace nightjar::feed {

/// What became of a record.
enum class Projected {
  whole,    ///< the row holds its values
  spoiled,  ///< it does not fit, but its key could be read: the row holds that, and nulls
  unknown,  ///< it does not fit, and nobody knows whose record it is; the row is empty
  blank,    ///< fields it has, but all are empty: a row of commas is no record; the row is empty
  header,   ///< the header of a CSV again, which is no record either; the row is empty
};

struct Projection {
  Projected outcome = Projected::whole;
  std::optional<Flaw> flaw;  ///< what is wrong with a spoiled or unknown one
};

/// Turns a record into a typed row, as the feed's definition says.
class Projector {
 public:
  virtual ~Projector() = default;
  /// Fills `row` with all columns of the definition, in its order.
  virtual Projection project(const Record& record, Row& row) = 0;
  /// Of the whole records so far, for each column: in how many its value was one of several
  /// elements of an array, of which the others went into no column. See choices_of().
  [[nodiscard]] virtual std::vector<std::uint64_t> several() const = 0;
};

/// The projector for the definition's format. `csv_header` is the header record of a CSV file
/// (BadDump where a column of the definition is missing there) and `file` its name for errors;
/// JSON needs neither.
std::unique_ptr<Projector> make_projector(const Definition& definition, std::string_view csv_header,
                                          const std::string& file);

}  // namespace nightjar::feed
