#include "feed/number_cell.hpp"

#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <string>
#include <utility>

#include "base/ascii.hpp"
#include "feed/cell_violations.hpp"
#include "feed/number_form.hpp"
#include "feed/numeric.hpp"

namespace nightjar::feed {
namespace {

/// `12.0` and `12.` with only zeros after the point are the integer 12.
std::string_view without_zero_decimals(std::string_view digits) {
  const auto point = digits.find('.');
  if (point == std::string_view::npos) return digits;
  const bool zeros = digits.find_first_not_of('0', point + 1) == std::string_view::npos;
  return zeros ? digits.substr(0, point) : digits;
}

/// The cell's number as digits with a point, whatever its form in the column; nothing if it is not
/// in this form. `converted` holds what the view refers to.
std::optional<std::string_view> digits_of(const Column& column, const Cell& cell,
                                          std::string& converted) {
  if (!is_number(cell)) return std::nullopt;
  if (!is_text(cell) || !has_number_form(column.form)) return cell.text;
  auto number = plain_number(column.form, cell.text);
  if (!number) return std::nullopt;
  converted = std::move(*number);
  return converted;
}

bool looks_like_integer(std::string_view digits) {
  if (digits.starts_with('-')) digits.remove_prefix(1);
  return all_digits(digits);
}

}  // namespace

std::optional<Violation> append_integer(const Column& column, const Cell& cell, Row& row) {
  std::string converted;
  const auto written = digits_of(column, cell, converted);
  if (!written) return wrong_type(column, cell);
  std::string_view digits = without_zero_decimals(*written);
  if (!looks_like_integer(digits)) {
    const auto whole = whole_number(digits);
    if (!whole) return wrong_type(column, cell);
    converted = *whole;
    digits = converted;
  }
  std::int64_t value = 0;
  const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (parsed.ec != std::errc()) return out_of_range(column, cell);
  row.append_integer(value);
  return std::nullopt;
}

std::optional<Violation> append_real(const Column& column, const Cell& cell, Row& row) {
  std::string converted;
  const auto digits = digits_of(column, cell, converted);
  if (!digits) return wrong_type(column, cell);
  const char* const end = digits->data() + digits->size();
  double value = 0;
  const auto parsed = std::from_chars(digits->data(), end, value);
  if (parsed.ec == std::errc::result_out_of_range) return out_of_range(column, cell);
  if (parsed.ec != std::errc() || parsed.ptr != end || !std::isfinite(value)) {
    return wrong_type(column, cell);
  }
  if (value == 0) value = 0;  // -0.0 equals 0.0, so they are one value
  row.append_integer(std::bit_cast<std::int64_t>(value));
  return std::nullopt;
}

std::optional<Violation> append_numeric(const Column& column, const Cell& cell, Row& row) {
  std::string converted;
  const auto digits = digits_of(column, cell, converted);
  const auto binary = digits ? numeric_from_text(*digits) : std::nullopt;
  if (!binary) return wrong_type(column, cell);
  row.append(*binary);
  return std::nullopt;
}

}  // namespace nightjar::feed
