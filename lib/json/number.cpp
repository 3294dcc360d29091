#include "json/number.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "base/format.hpp"

namespace nightjar::json {
namespace {

/// Takes the digits from the beginning; false if there are none.
bool take_digits(std::string_view& text) {
  std::size_t count = 0;
  while (count < text.size() && text[count] >= '0' && text[count] <= '9') ++count;
  text.remove_prefix(count);
  return count > 0;
}

/// The value 0.DIGITS times ten to the power of `point`; no zeros at either end of the digits.
struct Decimal {
  bool negative = false;
  std::string digits;
  std::int64_t point = 0;
};

constexpr std::int64_t max_exponent = 10000;
constexpr std::int64_t max_decimals = 16383;
constexpr std::int64_t max_filling_zeros = 20;

/// The exponent's value, or one far out of range if it has too many digits.
std::int64_t exponent_of(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  std::int64_t exponent = 0;
  const char* const end = text.data() + text.size();
  if (std::from_chars(text.data(), end, exponent).ec == std::errc()) return exponent;
  return text.starts_with('-') ? INT32_MIN : INT32_MAX;
}

Decimal decimal_of(std::string_view number) {
  Decimal decimal;
  decimal.negative = number.starts_with('-');
  if (decimal.negative) number.remove_prefix(1);
  const auto mark = number.find_first_of("eE");
  const auto mantissa = number.substr(0, mark);
  const auto dot = std::min(mantissa.find('.'), mantissa.size());
  decimal.digits.assign(mantissa.substr(0, dot));
  if (dot < mantissa.size()) decimal.digits.append(mantissa.substr(dot + 1));
  const auto first = std::min(decimal.digits.find_first_not_of('0'), decimal.digits.size());
  decimal.point = static_cast<std::int64_t>(dot) - static_cast<std::int64_t>(first);
  decimal.digits.erase(0, first);
  decimal.digits.erase(decimal.digits.find_last_not_of('0') + 1);
  if (mark != std::string_view::npos) decimal.point += exponent_of(number.substr(mark + 1));
  return decimal;
}

void append_zeros(std::int64_t count, std::string& out) {
  out.append(static_cast<std::size_t>(count), '0');
}

}  // namespace

bool is_number(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  const bool leading_zero = text.starts_with('0');
  const auto whole = text;
  if (!take_digits(text)) return false;
  if (leading_zero && whole.size() - text.size() > 1) return false;
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    if (!take_digits(text)) return false;
  }
  if (text.starts_with('e') || text.starts_with('E')) {
    text.remove_prefix(1);
    if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
    if (!take_digits(text)) return false;
  }
  return text.empty();
}

std::optional<ParseError> append_normalised(std::string_view number, std::string& out) {
  const auto [negative, digits, point] = decimal_of(number);
  if (digits.empty()) {
    out += '0';
    return std::nullopt;
  }
  const auto count = static_cast<std::int64_t>(digits.size());
  if (point - 1 > max_exponent || point - 1 < -max_exponent || count - point > max_decimals) {
    return ParseError{
        fmt::format("the number {} is out of range: beyond 10 to the power of +-{}, or with "
                    "more than {} decimals",
                    number.substr(0, 40), max_exponent, max_decimals)};
  }
  if (negative) out += '-';
  if (point >= count && point - count <= max_filling_zeros) {
    out += digits;
    append_zeros(point - count, out);
  } else if (point > 0 && point < count) {
    out.append(digits, 0, static_cast<std::size_t>(point));
    out.append(1, '.').append(digits, static_cast<std::size_t>(point));
  } else if (point <= 0 && -point <= max_filling_zeros) {
    out += "0.";
    append_zeros(-point, out);
    out += digits;
  } else {
    out += digits.front();
    if (count > 1) out.append(1, '.').append(digits, 1);
    out += fmt::format("e{:+}", point - 1);
  }
  return std::nullopt;
}

}  // namespace nightjar::json
