#include "feed/number_form.hpp"

#include <algorithm>
#include <cstddef>

#include "feed/trimmed.hpp"

namespace nightjar::feed {
namespace {

/// Takes a sign off the front, if the number has none yet.
void take_sign(std::string_view& text, std::string& number) {
  if (!number.empty() || (!text.starts_with('-') && !text.starts_with('+'))) return;
  number += text.front();
  text.remove_prefix(1);
}

/// Takes the unit off either end, with the white space beside it.
void take_unit(std::string_view& text, const std::string& unit) {
  text = trimmed(text);
  if (text.starts_with(unit)) {
    text.remove_prefix(unit.size());
  } else if (text.ends_with(unit)) {
    text.remove_suffix(unit.size());
  }
  text = trimmed(text);
}

/// Appends the digits of a number's whole part; false if the groups are not of three digits, or,
/// but for the last, of two, as in India.
bool append_grouped(std::string_view whole, const std::string& thousands, std::string& number) {
  constexpr std::size_t last_group = 3;
  bool is_first = true;
  while (true) {
    const auto end = thousands.empty() ? std::string_view::npos : whole.find(thousands);
    const std::string_view group = whole.substr(0, end);
    if (group.find_first_not_of("0123456789") != std::string_view::npos) return false;
    number += group;
    const bool is_last = end == std::string_view::npos;
    if (is_first && is_last) return true;
    const bool fits = is_first  ? !group.empty() && group.size() <= last_group
                      : is_last ? group.size() == last_group
                                : group.size() == last_group || group.size() + 1 == last_group;
    if (!fits || is_last) return fits;
    is_first = false;
    whole.remove_prefix(end + thousands.size());
  }
}

/// Puts the decimals of a number of digits only after a point.
bool imply_decimals(std::size_t decimals, std::string& number) {
  const std::size_t sign = number.find_first_of("0123456789");
  if (sign == std::string::npos) return false;
  const std::size_t digits = number.size() - sign;
  if (digits <= decimals) number.insert(sign, decimals + 1 - digits, '0');
  number.insert(number.size() - decimals, 1, '.');
  return true;
}

}  // namespace

std::optional<std::string> plain_number(const ValueForm& form, std::string_view text) {
  std::string number;
  if (!form.unit.empty()) {
    text = trimmed(text);
    take_sign(text, number);
    take_unit(text, form.unit);
  }
  take_sign(text, number);
  const auto exponent = std::min(text.find_first_of("eE"), text.size());
  const auto decimal = std::min(text.find(form.decimal), exponent);
  if (!append_grouped(text.substr(0, decimal), form.thousands, number)) return std::nullopt;
  std::string_view rest = text.substr(decimal);
  if (form.implied_decimals > 0) {
    if (!rest.empty() || !imply_decimals(form.implied_decimals, number)) return std::nullopt;
    return number;
  }
  if (rest.starts_with(form.decimal)) {
    number += '.';
    rest.remove_prefix(1);
  }
  if (rest.find(form.decimal) != std::string_view::npos ||
      rest.find('.') != std::string_view::npos) {
    return std::nullopt;
  }
  return number.append(rest);
}

}  // namespace nightjar::feed
