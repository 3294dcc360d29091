#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace nightjar::support {

/// The fields of a record besides its key. `remark` is not a column: a feed may be defined so that
/// the column `note` is read from it.
enum class Field : std::size_t {
  note,
  second_note,
  remark,
  amount,
  ratio,
  price,
  is_open,
  on_day,
  at_time,
  tags,
  extra,
};
constexpr std::size_t field_count = 11;

constexpr std::size_t position_of(Field field) { return static_cast<std::size_t>(field); }
std::string_view name_of(Field field);
/// In the syntax of a feed's YAML.
std::string_view type_of(Field field);
/// SQL that returns the column's value as text, without a numeric's trailing zeros.
std::string sql_of(Field field);

/// A value that a field can have, and the ways to write it.
struct Choice {
  std::vector<std::string> json;   ///< texts of JSON with this value
  std::vector<std::string> plain;  ///< texts of a CSV field, not yet between quotes
  std::vector<std::string> sql;    ///< what PostgreSQL may write for it
};

/// The values that a field can have. A value is identified by its index here; null is no_value.
const std::vector<Choice>& choices(Field field);
constexpr int no_value = -1;

/// The index of the value that PostgreSQL writes as this text; throws for any other text.
int value_of(Field field, std::string_view sql_text);

/// The values of a record's fields.
using Values = std::array<int, field_count>;

}  // namespace nightjar::support
