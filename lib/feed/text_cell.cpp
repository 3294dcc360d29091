#include "feed/text_cell.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

#include "base/ascii.hpp"
#include "feed/cell_violations.hpp"
#include "postgres/binary.hpp"

namespace nightjar::feed {

std::optional<Violation> append_text(const Column& column, const Cell& cell, Row& row) {
  if (!is_text(cell)) return wrong_type(column, cell);
  if (cell.text.find('\0') != std::string_view::npos) return nul_inside(column);
  row.append(cell.text);
  return std::nullopt;
}

namespace {

bool is_same_in_any_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char one, char other) { return lowered(one) == lowered(other); });
}

template <class Words>
bool has_word(const Words& words, std::string_view text) {
  return std::any_of(words.begin(), words.end(),
                     [&](const auto& word) { return is_same_in_any_case(word, text); });
}

}  // namespace

std::optional<Violation> append_boolean(const Column& column, const Cell& cell, Row& row) {
  constexpr std::array<std::string_view, 3> yes{"true", "t", "1"};
  constexpr std::array<std::string_view, 3> no{"false", "f", "0"};
  const ValueForm& form = column.form;
  const bool has_own_words = !form.true_words.empty() && cell.kind != Cell::Kind::boolean;
  const bool is_yes =
      has_own_words ? has_word(form.true_words, cell.text) : has_word(yes, cell.text);
  const bool is_no =
      has_own_words ? has_word(form.false_words, cell.text) : has_word(no, cell.text);
  const bool right_kind = cell.kind == Cell::Kind::boolean || cell.kind == Cell::Kind::bare;
  if (!right_kind || (!is_yes && !is_no)) return wrong_type(column, cell);
  row.append(is_yes ? std::string_view("\1", 1) : std::string_view("\0", 1));
  return std::nullopt;
}

/// The binary format of a one-dimensional array without nulls: array_recv() in PostgreSQL's source.
std::optional<Violation> append_text_array(const Column& column, const Cell& cell, Row& row) {
  if (cell.kind != Cell::Kind::list) return wrong_type(column, cell);
  std::string bytes;
  postgres::append_int32(bytes, cell.items.empty() ? 0 : 1);  // dimensions
  postgres::append_int32(bytes, 0);                           // no nulls
  postgres::append_int32(bytes, traits_of(ColumnType::text).oid);
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

}  // namespace nightjar::feed
