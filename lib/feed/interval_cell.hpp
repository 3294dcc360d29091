#pragma once

#include <optional>

#include "feed/cell.hpp"
#include "feed/definition.hpp"
#include "feed/row.hpp"
#include "feed/violation.hpp"

namespace nightjar::feed {

/// Appends a length of time to the row: `P1Y2M3DT4H5M6.5S` by ISO 8601, or hours, minutes and
/// perhaps seconds between colons, with a sign (`-26:30:00`). Or returns the violation and leaves
/// the row unchanged.
std::optional<Violation> append_interval(const Column& column, const Cell& cell, Row& row);

}  // namespace nightjar::feed
