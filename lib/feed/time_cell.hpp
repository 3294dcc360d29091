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
/// An instant with its zone or in the column's, by its patterns, or by its notation a number of
/// seconds.
std::optional<Violation> append_timestamptz(const Column& column, const Cell& cell, Row& row);

/// The time that a clock shows: a date with a time, by the column's patterns.
std::optional<Violation> append_timestamp(const Column& column, const Cell& cell, Row& row);
/// A time of day, by the column's patterns.
std::optional<Violation> append_time(const Column& column, const Cell& cell, Row& row);

}  // namespace nightjar::feed
