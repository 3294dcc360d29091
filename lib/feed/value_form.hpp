#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace nightjar::feed {

/// Which instant a local time means that the zone's clocks show twice, or never, because they are
/// set back or forward.
enum class Ambiguous {
  reject,  ///< none: the value is of the wrong type
  first,   ///< by the offset before the clocks change
  last,    ///< by the offset after it
};

/// How the values of a column are written, where the type alone does not say. The default takes
/// them as they are.
struct ValueForm {
  bool is_trimmed = false;         ///< white space around a value is not part of it
  bool null_ignores_case = false;  ///< how Column::null_if is compared
  bool null_ignores_spaces = false;
  bool is_in_string = false;         ///< JSON: numbers and booleans in strings, texts from numbers
  bool empty_is_value = false;       ///< not in JSON: an empty text is a value, not a null
  char decimal = '.';                ///< before the decimals of a number
  std::size_t implied_decimals = 0;  ///< how many digits at a number's end are its decimals
  std::string thousands{};           ///< between groups of three digits; empty: nothing
  std::string unit{};                ///< before or after a number (`€`, `%`); empty: nothing
  std::vector<std::string> true_words{};  ///< of a boolean, in any case; empty: the type's own
  std::vector<std::string> false_words{};
  std::string zone{};  ///< of times that are written without one: `America/New_York`
  Ambiguous ambiguous = Ambiguous::reject;

  bool operator==(const ValueForm&) const = default;
};

}  // namespace nightjar::feed
