#include "feed/cell.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdint>

#include "base/format.hpp"
#include "base/instant.hpp"
#include "feed/numeric.hpp"
#include "json/canonical.hpp"
#include "json/text.hpp"
#include "postgres/binary.hpp"

namespace nightjar::feed {
namespace {

/// PostgreSQL counts days from here.
constexpr std::chrono::sys_days postgres_epoch{std::chrono::year(2000) / 1 / 1};
constexpr std::int32_t text_oid = 25;
constexpr char jsonb_version = 1;
constexpr std::size_t shown_bytes = 60;

std::string shown(const Cell& cell) {
  if (cell.kind == Cell::Kind::list) return "a list";
  std::string text = cell.text.substr(0, shown_bytes);
  if (cell.text.size() > shown_bytes) text += "…";
  return cell.kind == Cell::Kind::string || cell.kind == Cell::Kind::bare ? "\"" + text + "\""
                                                                          : text;
}

Flaw wrong_type(const Column& column, const Cell& cell) {
  return {Reason::wrong_type,
          format("{}: {} is not of type {}", column.name, shown(cell), name_of(column.type))};
}

Flaw out_of_range(const Column& column, const Cell& cell) {
  return {Reason::out_of_range, format("{}: {} is beyond what {} can hold", column.name,
                                       shown(cell), name_of(column.type))};
}

Flaw nul_inside(const Column& column) {
  return {Reason::invalid_text,
          format("{}: holds U+0000, which PostgreSQL's text cannot hold", column.name)};
}

bool is_text(const Cell& cell) {
  return cell.kind == Cell::Kind::string || cell.kind == Cell::Kind::bare;
}
bool is_number(const Cell& cell) {
  return cell.kind == Cell::Kind::number || cell.kind == Cell::Kind::bare;
}

/// `12.0` and `12.` with nothing but zeros after the point are the integer 12.
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

std::optional<Flaw> append_text(const Column& column, const Cell& cell, Row& row) {
  if (!is_text(cell)) return wrong_type(column, cell);
  if (cell.text.find('\0') != std::string::npos) return nul_inside(column);
  row.append(cell.text);
  return std::nullopt;
}

std::optional<Flaw> append_integer(const Column& column, const Cell& cell, Row& row) {
  const std::string_view digits = without_zero_decimals(cell.text);
  if (!is_number(cell) || !looks_like_integer(digits)) return wrong_type(column, cell);
  std::int64_t value = 0;
  const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (parsed.ec != std::errc()) return out_of_range(column, cell);
  std::string bytes;
  postgres::append_int64(bytes, value);
  row.append(bytes);
  return std::nullopt;
}

std::optional<Flaw> append_real(const Column& column, const Cell& cell, Row& row) {
  if (!is_number(cell)) return wrong_type(column, cell);
  const char* const end = cell.text.data() + cell.text.size();
  double value = 0;
  const auto parsed = std::from_chars(cell.text.data(), end, value);
  if (parsed.ec == std::errc::result_out_of_range) return out_of_range(column, cell);
  if (parsed.ec != std::errc() || parsed.ptr != end || !std::isfinite(value)) {
    return wrong_type(column, cell);
  }
  if (value == 0) value = 0;  // -0.0 equals 0.0, so they are one value
  std::string bytes;
  postgres::append_int64(bytes, std::bit_cast<std::int64_t>(value));
  row.append(bytes);
  return std::nullopt;
}

std::optional<Flaw> append_numeric(const Column& column, const Cell& cell, Row& row) {
  if (!is_number(cell)) return wrong_type(column, cell);
  const auto binary = numeric_from_text(cell.text);
  if (!binary) return wrong_type(column, cell);
  row.append(*binary);
  return std::nullopt;
}

std::optional<Flaw> append_boolean(const Column& column, const Cell& cell, Row& row) {
  constexpr std::array<std::string_view, 3> yes{"true", "t", "1"};
  constexpr std::array<std::string_view, 3> no{"false", "f", "0"};
  std::string word = cell.text;
  std::transform(word.begin(), word.end(), word.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  const bool is_yes = std::find(yes.begin(), yes.end(), word) != yes.end();
  const bool is_no = std::find(no.begin(), no.end(), word) != no.end();
  const bool right_kind = cell.kind == Cell::Kind::boolean || cell.kind == Cell::Kind::bare;
  if (!right_kind || (!is_yes && !is_no)) return wrong_type(column, cell);
  row.append(is_yes ? std::string_view("\1", 1) : std::string_view("\0", 1));
  return std::nullopt;
}

/// A day, or the day part of a timestamp just as it is written there.
std::optional<Flaw> append_date(const Column& column, const Cell& cell, Row& row) {
  constexpr std::size_t day_length = 10;
  if (!is_text(cell)) return wrong_type(column, cell);
  const bool is_day = cell.text.size() == day_length || parse_instant(cell.text).has_value();
  const auto day =
      is_day ? parse_date(std::string_view(cell.text).substr(0, day_length)) : std::nullopt;
  if (!day) return wrong_type(column, cell);
  std::string bytes;
  postgres::append_int32(bytes, static_cast<std::int32_t>((*day - postgres_epoch).count()));
  row.append(bytes);
  return std::nullopt;
}

std::optional<Flaw> append_timestamptz(const Column& column, const Cell& cell, Row& row) {
  const auto instant = is_text(cell) ? parse_instant(cell.text) : std::nullopt;
  if (!instant) return wrong_type(column, cell);
  std::string bytes;
  postgres::append_int64(bytes, postgres::timestamptz_of(*instant));
  row.append(bytes);
  return std::nullopt;
}

/// The wire form of a one-dimensional array without nulls: array_recv() in PostgreSQL's source.
std::optional<Flaw> append_text_array(const Column& column, const Cell& cell, Row& row) {
  if (cell.kind != Cell::Kind::list) return wrong_type(column, cell);
  std::string bytes;
  postgres::append_int32(bytes, cell.items.empty() ? 0 : 1);  // dimensions
  postgres::append_int32(bytes, 0);                           // no nulls
  postgres::append_int32(bytes, text_oid);
  if (!cell.items.empty()) {
    postgres::append_int32(bytes, static_cast<std::int32_t>(cell.items.size()));
    postgres::append_int32(bytes, 1);  // the first subscript
  }
  for (const std::string& item : cell.items) {
    if (item.find('\0') != std::string::npos) return nul_inside(column);
    postgres::append_int32(bytes, static_cast<std::int32_t>(item.size()));
    bytes += item;
  }
  row.append(bytes);
  return std::nullopt;
}

/// A JSON string in text form: what canonicalise() reads.
std::string json_text_of(const Cell& cell) {
  return cell.kind == Cell::Kind::string ? json::quoted(cell.text) : cell.text;
}

std::optional<Flaw> append_jsonb(const Column& column, const Cell& cell, Row& row) {
  std::string text;
  if (const auto problem = json::canonicalise(json_text_of(cell), text)) {
    return Flaw{Reason::wrong_type, format("{}: {}", column.name, problem->what)};
  }
  row.append(jsonb_version + text);
  return std::nullopt;
}

using Append = std::optional<Flaw> (*)(const Column&, const Cell&, Row&);

/// In the order of ColumnType.
constexpr std::array<Append, 9> append_as{append_text,        append_integer,    append_real,
                                          append_numeric,     append_boolean,    append_date,
                                          append_timestamptz, append_text_array, append_jsonb};

}  // namespace

std::optional<Flaw> append_typed(const Column& column, const Cell& cell, Row& row) {
  if (cell.kind == Cell::Kind::null) {
    row.append_null();
    return std::nullopt;
  }
  auto flaw = append_as[static_cast<std::size_t>(column.type)](column, cell, row);
  if (flaw) row.append_null();
  return flaw;
}

}  // namespace nightjar::feed
