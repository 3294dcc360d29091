#pragma once

#include <optional>

#include "feed/cell.hpp"
#include "feed/definition.hpp"
#include "feed/row.hpp"
#include "feed/violation.hpp"

namespace nightjar::feed {

/// Each appends the cell to the row, or returns the violation and leaves the row unchanged.

/// Digits with a sign; zeros after a point and exponents are accepted (`5415.0`, `1e3`).
std::optional<Violation> append_integer(const Column& column, const Cell& cell, Row& row);
std::optional<Violation> append_real(const Column& column, const Cell& cell, Row& row);
std::optional<Violation> append_numeric(const Column& column, const Cell& cell, Row& row);

}  // namespace nightjar::feed
