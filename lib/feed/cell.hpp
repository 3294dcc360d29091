#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "feed/definition.hpp"
#include "feed/null_values.hpp"
#include "feed/row.hpp"
#include "feed/violation.hpp"

namespace nightjar::feed {

/// The value of a record for one column, before it is converted to the column's type. The texts are
/// views of the record, or of its parser's output.
struct Cell {
  enum class Kind {
    null,
    boolean,  ///< JSON's true or false
    number,   ///< a JSON number, as it is written
    string,   ///< a JSON string, unescaped
    json,     ///< a JSON object or array, as it is written
    bare,     ///< a CSV field: any type, as its column requires
    list,     ///< the texts of a text array, in `items`
  };

  Kind kind = Kind::null;
  std::string_view text;
  std::vector<std::string_view> items;
};

/// Whether the cell is written as text or as a number; a CSV field is both.
inline bool is_text(const Cell& cell) {
  return cell.kind == Cell::Kind::string || cell.kind == Cell::Kind::bare;
}
inline bool is_number(const Cell& cell) {
  return cell.kind == Cell::Kind::number || cell.kind == Cell::Kind::bare;
}

/// Sets the cell of a column to a field of a file without types. An empty field is null unless
/// `empty: value`; a missing one always is.
inline void set_field(const Column& column, const NullValues& null_values, std::string_view text,
                      bool is_missing, Cell& cell) {
  const bool is_null =
      (text.empty() && !column.form.empty_is_value) || is_missing || null_values.contain(text);
  cell.kind = is_null ? Cell::Kind::null : Cell::Kind::bare;
  cell.text = text;
}

/// Appends the cell to the row as its column's type. If it does not fit, the row gets a null and
/// the violation is returned.
std::optional<Violation> append_typed(const Column& column, const Cell& cell, Row& row);

}  // namespace nightjar::feed
