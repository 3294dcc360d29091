#include "feed/cell.hpp"

namespace nightjar::feed {

std::optional<Violation> append_typed(const Column& column, const Cell& cell, Row& row) {
  if (cell.kind == Cell::Kind::null) {
    row.append_null();
    return std::nullopt;
  }
  auto violation = traits_of(column.type).append(column, cell, row);
  if (violation) row.append_null();
  return violation;
}

}  // namespace nightjar::feed
