#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "feed/value_form.hpp"

namespace nightjar::feed {

/// Whether numbers are written in a form of the column's own.
inline bool has_number_form(const ValueForm& form) {
  return form.decimal != '.' || form.implied_decimals > 0 || !form.thousands.empty() ||
         !form.unit.empty();
}

/// A number that is written in this form, as digits with a point: `-1.234,50 €` is `-1234.50`.
/// With two implied decimals `0012345` is `123.45`. Returns nothing for a text that is not in this
/// form, such as `1.50` where a point separates thousands. Anything else may still be no number.
std::optional<std::string> plain_number(const ValueForm& form, std::string_view text);

}  // namespace nightjar::feed
