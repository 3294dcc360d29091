#include "feed/cell.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "feed/cell_violations.hpp"
#include "feed/json_cell.hpp"
#include "feed/number_cell.hpp"
#include "feed/time_cell.hpp"
#include "postgres/binary.hpp"

namespace nightjar::feed {
namespace {

constexpr std::int32_t text_oid = 25;

std::optional<Violation> append_text(const Column& column, const Cell& cell, Row& row) {
  if (!is_text(cell)) return wrong_type(column, cell);
  if (cell.text.find('\0') != std::string_view::npos) return nul_inside(column);
  row.append(cell.text);
  return std::nullopt;
}

std::optional<Violation> append_boolean(const Column& column, const Cell& cell, Row& row) {
  constexpr std::array<std::string_view, 3> yes{"true", "t", "1"};
  constexpr std::array<std::string_view, 3> no{"false", "f", "0"};
  std::string word(cell.text);
  std::transform(word.begin(), word.end(), word.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  const bool is_yes = std::find(yes.begin(), yes.end(), word) != yes.end();
  const bool is_no = std::find(no.begin(), no.end(), word) != no.end();
  const bool right_kind = cell.kind == Cell::Kind::boolean || cell.kind == Cell::Kind::bare;
  if (!right_kind || (!is_yes && !is_no)) return wrong_type(column, cell);
  row.append(is_yes ? std::string_view("\1", 1) : std::string_view("\0", 1));
  return std::nullopt;
}

/// The wire form of a one-dimensional array without nulls: array_recv() in PostgreSQL's source.
std::optional<Violation> append_text_array(const Column& column, const Cell& cell, Row& row) {
  if (cell.kind != Cell::Kind::list) return wrong_type(column, cell);
  std::string bytes;
  postgres::append_int32(bytes, cell.items.empty() ? 0 : 1);  // dimensions
  postgres::append_int32(bytes, 0);                           // no nulls
  postgres::append_int32(bytes, text_oid);
  if (!cell.items.empty()) {
    postgres::append_int32(bytes, static_cast<std::int32_t>(cell.items.size()));
    postgres::append_int32(bytes, 1);  // the first subscript
  }
  for (const std::string_view item : cell.items) {
    if (item.find('\0') != std::string_view::npos) return nul_inside(column);
    postgres::append_int32(bytes, static_cast<std::int32_t>(item.size()));
    bytes += item;
  }
  row.append(bytes);
  return std::nullopt;
}

using Append = std::optional<Violation> (*)(const Column&, const Cell&, Row&);

/// In the order of ColumnType.
constexpr std::array<Append, 9> append_as{append_text,        append_integer,    append_real,
                                          append_numeric,     append_boolean,    append_date,
                                          append_timestamptz, append_text_array, append_jsonb};

}  // namespace

std::optional<Violation> append_typed(const Column& column, const Cell& cell, Row& row) {
  if (cell.kind == Cell::Kind::null) {
    row.append_null();
    return std::nullopt;
  }
  auto violation = append_as[static_cast<std::size_t>(column.type)](column, cell, row);
  if (violation) row.append_null();
  return violation;
}

}  // namespace nightjar::feed
