#pragma once

#include <string_view>
#include <vector>

#include "console/table.hpp"

namespace nightjar::daemon {

/// The columns of a list of rejects: line, byte, reason, detail.
std::vector<console::Table::Column> reject_columns();

/// Adds a reject to a table whose last column is the detail: `cells` are those before it, and the
/// record is below the line. Of detail and record only the beginning is shown; JSON, CSV and the
/// ledger have all of them.
void add_reject(console::Table& table, std::vector<console::Text> cells, std::string_view detail,
                std::string_view record);

}  // namespace nightjar::daemon
