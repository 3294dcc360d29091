#include "feed/numeric.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "base/ascii.hpp"
#include "postgres/binary.hpp"

namespace nightjar::feed {
namespace {

constexpr std::int64_t max_digits_before = 131072;
constexpr std::int64_t max_digits_after = 16383;
constexpr std::int64_t group_digits = 4;
constexpr std::size_t header_bytes = 8;  ///< four 16-bit words: groups, weight, sign, scale
constexpr std::int16_t negative = 0x4000;

/// ±digits × 10^-scale
struct Decimal {
  bool is_negative = false;
  std::string digits;
  std::int64_t scale = 0;
};

std::optional<std::int64_t> parse_exponent(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<Decimal> parse_decimal(std::string_view text) {
  Decimal decimal;
  if (text.starts_with('-') || text.starts_with('+')) {
    decimal.is_negative = text.front() == '-';
    text.remove_prefix(1);
  }
  std::int64_t exponent = 0;
  if (const auto e = text.find_first_of("eE"); e != std::string_view::npos) {
    const auto parsed = parse_exponent(text.substr(e + 1));
    if (!parsed || *parsed > max_digits_before || *parsed < -max_digits_after) return std::nullopt;
    exponent = *parsed;
    text = text.substr(0, e);
  }
  const auto point = text.find('.');
  decimal.digits = text.substr(0, point);
  if (point != std::string_view::npos) {
    decimal.digits += text.substr(point + 1);
    decimal.scale = static_cast<std::int64_t>(text.size() - point - 1);
  }
  if (!all_digits(decimal.digits)) return std::nullopt;
  decimal.scale -= exponent;
  if (decimal.scale < 0) {
    decimal.digits.append(static_cast<std::size_t>(-decimal.scale), '0');
    decimal.scale = 0;
  }
  return decimal;
}

std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

/// Trailing groups of zeros are redundant: PostgreSQL does not store them.
void drop_zeros(std::string& groups) {
  while (groups.ends_with(std::string_view("\0\0", 2))) groups.resize(groups.size() - 2);
}

std::string binary_of(std::int16_t weight, bool is_negative, std::int16_t scale,
                      const std::string& groups) {
  std::string out;
  postgres::append_int16(out, static_cast<std::int16_t>(groups.size() / sizeof(std::int16_t)));
  postgres::append_int16(out, weight);
  postgres::append_int16(out, is_negative ? negative : std::int16_t{0});
  postgres::append_int16(out, scale);
  return out + groups;
}

}  // namespace

std::optional<std::string> numeric_from_text(std::string_view text) {
  auto decimal = parse_decimal(text);
  if (!decimal) return std::nullopt;
  const auto scale = static_cast<std::int16_t>(std::min(decimal->scale, max_digits_after + 1));
  const auto first = decimal->digits.find_first_not_of('0');
  if (scale > max_digits_after) return std::nullopt;
  if (first == std::string::npos) return binary_of(0, false, scale, {});
  decimal->digits.erase(0, first);

  // The point falls between groups: pad both ends to whole groups of four digits.
  const std::int64_t before = static_cast<std::int64_t>(decimal->digits.size()) - decimal->scale;
  if (before > max_digits_before) return std::nullopt;
  const std::int64_t first_group = floor_div(before + group_digits - 1, group_digits) - 1;
  const std::int64_t lead = (first_group + 1) * group_digits - before;
  decimal->digits.insert(0, static_cast<std::size_t>(lead), '0');
  while (decimal->digits.size() % group_digits != 0) decimal->digits += '0';

  std::string groups;
  for (std::size_t at = 0; at < decimal->digits.size(); at += group_digits) {
    std::int16_t group = 0;
    std::from_chars(&decimal->digits[at], &decimal->digits[at] + group_digits, group);
    postgres::append_int16(groups, group);
  }
  drop_zeros(groups);
  return binary_of(static_cast<std::int16_t>(first_group), decimal->is_negative, scale, groups);
}

std::optional<std::string> whole_number(std::string_view text) {
  auto decimal = parse_decimal(text);
  if (!decimal) return std::nullopt;
  std::string& digits = decimal->digits;
  for (; decimal->scale > 0 && digits.ends_with('0'); --decimal->scale) digits.pop_back();
  if (decimal->scale > 0 && !digits.empty()) return std::nullopt;
  digits.erase(0, digits.find_first_not_of('0'));
  if (digits.empty()) return "0";
  return decimal->is_negative ? "-" + digits : digits;
}

std::string numeric_without_scale(std::string_view binary) {
  std::string groups(binary.substr(header_bytes));
  drop_zeros(groups);
  const std::int16_t weight =
      groups.empty() ? std::int16_t{0} : postgres::read_int16(binary.substr(2));
  const std::int16_t sign = postgres::read_int16(binary.substr(4));
  if (sign != 0 && sign != negative) return std::string(binary);  // NaN and the infinities
  return binary_of(weight, sign == negative && !groups.empty(), 0, groups);
}

}  // namespace nightjar::feed
