#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "feed/definition.hpp"
#include "feed/flaw.hpp"
#include "feed/row.hpp"

namespace nightjar::feed {

/// What a record says for one column, before it is given the column's type.
struct Cell {
  enum class Kind {
    null,
    boolean,  ///< JSON's true or false, spelled out
    number,   ///< a JSON number, as it is written
    string,   ///< a JSON string, unescaped
    json,     ///< a JSON object or array, as it is written
    bare,     ///< a CSV field: whatever type fits its column
    list,     ///< the texts of a text array, in `items`
  };

  Kind kind = Kind::null;
  std::string text;
  std::vector<std::string> items;
};

/// Appends the cell to the row as its column's type. Where it does not fit the row gets a null and
/// the flaw is returned.
std::optional<Flaw> append_typed(const Column& column, const Cell& cell, Row& row);

}  // namespace nightjar::feed
