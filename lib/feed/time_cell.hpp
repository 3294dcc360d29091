#pragma once

#include <optional>

#include "feed/cell.hpp"
#include "feed/definition.hpp"
#include "feed/row.hpp"
#include "feed/violation.hpp"

namespace nightjar::feed {

/// Each appends the cell to the row, or returns what is wrong and leaves the row as it is.

/// A day by the column's patterns; without any YYYY-MM-DD, or the day of an instant just as it is
/// written there.
std::optional<Violation> append_date(const Column& column, const Cell& cell, Row& row);
/// An instant with its zone, or by the column's notation a number of seconds.
std::optional<Violation> append_timestamptz(const Column& column, const Cell& cell, Row& row);

}  // namespace nightjar::feed
