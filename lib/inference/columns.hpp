#pragma once

#include <vector>

#include "feed/definition.hpp"
#include "inference/sample.hpp"
#include "inference/value.hpp"

namespace nightjar::inference {

/// The columns of a sample, in the file's order.
struct Columns {
  std::vector<ColumnSample> columns;
  std::vector<std::string> remarks;  ///< what no column can be proposed for
};

/// Records that cannot be read are left out. `layout` has the encoding too.
Columns find_columns(const Sample& sample, const feed::Definition& layout);

/// By the header line, or by position.
Columns find_csv_columns(const std::vector<std::string>& records, const std::string& first_record,
                         const csv::Dialect& dialect);

/// Members of nested objects are columns of their own, to a depth. An object whose members differ
/// from record to record stays whole. `are_members`: see feed::are_members().
Columns find_json_columns(const std::vector<std::string>& records, bool are_members);

}  // namespace nightjar::inference
