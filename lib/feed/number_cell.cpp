#include "feed/number_cell.hpp"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>

#include "feed/cell_violations.hpp"
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

bool looks_like_integer(std::string_view digits) {
  if (digits.starts_with('-')) digits.remove_prefix(1);
  return !digits.empty() &&
         std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::optional<Violation> append_integer(const Column& column, const Cell& cell, Row& row) {
  const std::string_view digits = without_zero_decimals(cell.text);
  if (!is_number(cell) || !looks_like_integer(digits)) return wrong_type(column, cell);
  std::int64_t value = 0;
  const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (parsed.ec != std::errc()) return out_of_range(column, cell);
  row.append_integer(value);
  return std::nullopt;
}

std::optional<Violation> append_real(const Column& column, const Cell& cell, Row& row) {
  if (!is_number(cell)) return wrong_type(column, cell);
  const char* const end = cell.text.data() + cell.text.size();
  double value = 0;
  const auto parsed = std::from_chars(cell.text.data(), end, value);
  if (parsed.ec == std::errc::result_out_of_range) return out_of_range(column, cell);
  if (parsed.ec != std::errc() || parsed.ptr != end || !std::isfinite(value)) {
    return wrong_type(column, cell);
  }
  if (value == 0) value = 0;  // -0.0 equals 0.0, so they are one value
  row.append_integer(std::bit_cast<std::int64_t>(value));
  return std::nullopt;
}

std::optional<Violation> append_numeric(const Column& column, const Cell& cell, Row& row) {
  if (!is_number(cell)) return wrong_type(column, cell);
  const auto binary = numeric_from_text(cell.text);
  if (!binary) return wrong_type(column, cell);
  row.append(*binary);
  return std::nullopt;
}

}  // namespace nightjar::feed
