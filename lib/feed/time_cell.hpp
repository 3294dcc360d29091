#pragma once

#include <optional>

#include "feed/cell.hpp"
#include "feed/definition.hpp"
#include "feed/row.hpp"
#include "feed/violation.hpp"

namespace nightjar::feed {

/// Each appends the cell to the row, or returns the violation and leaves the row unchanged.

/// A date by the column's patterns; without patterns YYYY-MM-DD, or the date of an instant as
/// written.
std::optional<Violation> append_date(const Column& column, const Cell& cell, Row& row);
/// An instant with its zone, or by the column's notation a number of seconds.
std::optional<Violation> append_timestamptz(const Column& column, const Cell& cell, Row& row);

}  // namespace nightjar::feed
