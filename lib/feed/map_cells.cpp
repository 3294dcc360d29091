#include "feed/map_cells.hpp"

#include <algorithm>
#include <utility>

#include "base/format.hpp"
#include "json/utf8.hpp"

namespace nightjar::feed {
namespace {

/// Converts the cells to their types. The first violation counts; the key is read even if it comes
/// later, so that a record that is listed but invalid never counts as a deletion.
MappedRecord type_cells(const Definition& definition, const std::vector<Cell>& cells, Row& row) {
  std::optional<Violation> violation;
  bool key_known = true;
  row.clear();
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const Column& column = definition.columns[i];
    auto found = append_typed(column, cells[i], row);
    if ((found || cells[i].kind == Cell::Kind::null) && definition.is_key(i)) {
      key_known = false;
      if (!found)
        found =
            Violation{Reason::missing_key, fmt::format("{}: the key has no value", column.name)};
    }
    if (found && !violation) violation = std::move(found);
  }
  if (!violation) return {};
  return {key_known ? MappingOutcome::spoiled : MappingOutcome::unknown, std::move(violation)};
}

/// Leaves only the key in the row of a spoiled record: its other values are not reliable.
void keep_key_only(const Definition& definition, const std::vector<Cell>& cells, Row& row) {
  row.clear();
  for (std::size_t i = 0; i < cells.size(); ++i) {
    append_typed(definition.columns[i], definition.is_key(i) ? cells[i] : Cell{}, row);
  }
}

}  // namespace

MappedRecord map_cells(const Definition& definition, const std::vector<Cell>& cells, Row& row) {
  MappedRecord mapped = type_cells(definition, cells, row);
  if (mapped.outcome == MappingOutcome::spoiled) keep_key_only(definition, cells, row);
  if (mapped.outcome == MappingOutcome::unknown) row.clear();
  return mapped;
}

MappedRecord salvage_key(const Definition& definition, const std::vector<Cell>& cells,
                         Violation violation, Row& row) {
  const bool key_known =
      std::all_of(definition.key.begin(), definition.key.end(), [&](std::size_t column) {
        row.clear();
        const Cell& cell = cells[column];
        return cell.kind != Cell::Kind::null && json::is_utf8(cell.text) &&
               !append_typed(definition.columns[column], cell, row);
      });
  row.clear();
  if (key_known) keep_key_only(definition, cells, row);
  return {key_known ? MappingOutcome::spoiled : MappingOutcome::unknown, std::move(violation)};
}

Violation too_long(const Definition& definition, const Record& record) {
  return {Reason::too_long, fmt::format("{} bytes, where max_record_bytes allows {}", record.length,
                                        definition.max_record_bytes)};
}

}  // namespace nightjar::feed
