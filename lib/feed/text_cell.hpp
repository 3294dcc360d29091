#pragma once

#include <optional>

#include "feed/cell.hpp"
#include "feed/definition.hpp"
#include "feed/row.hpp"
#include "feed/violation.hpp"

namespace nightjar::feed {

/// Each appends the cell to the row, or returns the violation and leaves the row unchanged.

std::optional<Violation> append_text(const Column& column, const Cell& cell, Row& row);
/// JSON's true and false, or a text in upper or lower case: one of the column's words or, if it has
/// none, true, t, 1, false, f, 0.
std::optional<Violation> append_boolean(const Column& column, const Cell& cell, Row& row);
std::optional<Violation> append_text_array(const Column& column, const Cell& cell, Row& row);

}  // namespace nightjar::feed
