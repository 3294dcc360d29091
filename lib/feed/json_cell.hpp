#pragma once

#include <optional>

#include "feed/cell.hpp"
#include "feed/definition.hpp"
#include "feed/row.hpp"
#include "feed/violation.hpp"

namespace nightjar::feed {

/// Appends a JSON document, or by the column's notation a Python literal converted to one, to the
/// row in canonical form. A document that is null, or None, is a null of the column. Or returns the
/// violation, with the column and the position in the value, and leaves the row unchanged.
std::optional<Violation> append_jsonb(const Column& column, const Cell& cell, Row& row);

}  // namespace nightjar::feed
