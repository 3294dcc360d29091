#pragma once

#include <vector>

#include "feed/cell.hpp"
#include "feed/definition.hpp"
#include "feed/record.hpp"
#include "feed/record_mapper.hpp"
#include "feed/row.hpp"
#include "feed/violation.hpp"

namespace nightjar::feed {

/// The common part of the mappers of all formats after a record's values are found: one cell for
/// each column of the definition, in its order.

/// Fills the row from the cells of a complete record.
MappedRecord map_cells(const Definition& definition, const std::vector<Cell>& cells, Row& row);

/// Fills the row with the key of a record that cannot be read completely, if the cells have one, so
/// that its row is known. The caller supplies the violation.
MappedRecord salvage_key(const Definition& definition, const std::vector<Cell>& cells,
                         Violation violation, Row& row);

/// The violation of a record that is longer than the feed's limit.
Violation too_long(const Definition& definition, const Record& record);

}  // namespace nightjar::feed
