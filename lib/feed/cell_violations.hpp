#pragma once

#include "feed/cell.hpp"
#include "feed/definition.hpp"
#include "feed/violation.hpp"

namespace nightjar::feed {

/// Violations of cells that cannot be converted to their column's type. Each names the column and
/// shows the beginning of the value.

/// `release_date: "10/30/1995" is not of type date (YYYY-MM-DD)`
Violation wrong_type(const Column& column, const Cell& cell);
/// `pages: 99999999999999999999 is beyond what integer can hold`
Violation out_of_range(const Column& column, const Cell& cell);
/// `at: "2024-11-03 01:30:00" is shown twice or never by the clocks in America/New_York`
Violation ambiguous(const Column& column, const Cell& cell);
/// It contains U+0000.
Violation nul_inside(const Column& column);

}  // namespace nightjar::feed
