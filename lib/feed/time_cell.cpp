#include "feed/time_cell.hpp"

#include <chrono>
#include <cstdint>

#include "base/instant.hpp"
#include "feed/cell_violations.hpp"
#include "feed/date_pattern.hpp"
#include "feed/epoch.hpp"
#include "postgres/binary.hpp"

namespace nightjar::feed {
namespace {

/// The origin of PostgreSQL's dates.
constexpr std::chrono::sys_days postgres_epoch{std::chrono::year(2000) / 1 / 1};

std::optional<std::chrono::sys_days> day_in(const Column& column, std::string_view text) {
  constexpr std::size_t day_length = 10;
  for (const std::string& pattern : column.date_formats) {
    if (const auto day = parse_date(text, pattern)) return day;
  }
  if (!column.date_formats.empty()) return std::nullopt;
  const bool is_day = text.size() == day_length || parse_instant(text).has_value();
  return is_day ? nightjar::parse_date(text.substr(0, day_length)) : std::nullopt;
}

void append_instant(Instant instant, Row& row) {
  row.append_integer(postgres::timestamptz_of(instant));
}

std::optional<Violation> append_epoch(const Column& column, const Cell& cell, Row& row) {
  if (!is_number(cell) || !is_epoch(cell.text)) return wrong_type(column, cell);
  const auto instant = instant_of_epoch(cell.text);
  if (!instant) return out_of_range(column, cell);
  append_instant(*instant, row);
  return std::nullopt;
}

}  // namespace

std::optional<Violation> append_date(const Column& column, const Cell& cell, Row& row) {
  const auto day = is_text(cell) ? day_in(column, cell.text) : std::nullopt;
  if (!day) return wrong_type(column, cell);
  row.append_integer(static_cast<std::int32_t>((*day - postgres_epoch).count()));
  return std::nullopt;
}

std::optional<Violation> append_timestamptz(const Column& column, const Cell& cell, Row& row) {
  if (column.notation == Notation::epoch_seconds) return append_epoch(column, cell, row);
  const auto instant = is_text(cell) ? parse_instant(cell.text) : std::nullopt;
  if (!instant) return wrong_type(column, cell);
  append_instant(*instant, row);
  return std::nullopt;
}

}  // namespace nightjar::feed
