#pragma once

#include <string>
#include <vector>

#include "feed/cell.hpp"

namespace nightjar::inference {

/// A value of a sampled record: a text as the mapper of its format would see it. Of a list (an
/// array of texts) and of JSON it is the JSON text.
struct Value {
  feed::Cell::Kind kind = feed::Cell::Kind::null;
  std::string text;
};

/// The values of one column, one for each sampled record.
struct ColumnSample {
  std::string source;  ///< feed::Column::source
  std::string label;   ///< what the column's name is made from
  std::vector<Value> values;
};

}  // namespace nightjar::inference
