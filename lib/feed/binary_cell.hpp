#pragma once

#include <optional>

#include "feed/cell.hpp"
#include "feed/definition.hpp"
#include "feed/row.hpp"
#include "feed/violation.hpp"

namespace nightjar::feed {

/// Each appends the cell to the row, or returns the violation and leaves the row unchanged.

/// 32 hexadecimal digits, with hyphens between groups of them and braces around all, or without.
std::optional<Violation> append_uuid(const Column& column, const Cell& cell, Row& row);
/// An address of IPv4 or IPv6, of a network with a slash and the number of its bits.
std::optional<Violation> append_inet(const Column& column, const Cell& cell, Row& row);
/// Hexadecimal digits, also after `\x` or `0x`, or by the column's notation base64.
std::optional<Violation> append_bytea(const Column& column, const Cell& cell, Row& row);

}  // namespace nightjar::feed
