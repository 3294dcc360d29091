#include "feed/time_cell.hpp"

#include <chrono>
#include <cstdint>
#include <string>

#include "base/instant.hpp"
#include "feed/cell_violations.hpp"
#include "feed/epoch.hpp"
#include "feed/time_pattern.hpp"
#include "postgres/binary.hpp"
#include "zone/wall_clock.hpp"

namespace nightjar::feed {
namespace {

/// The origin of PostgreSQL's dates.
constexpr std::chrono::sys_days postgres_epoch{std::chrono::year(2000) / 1 / 1};

/// By the column's patterns.
std::optional<Instant> as_written(const Column& column, std::string_view text) {
  for (const std::string& pattern : column.patterns) {
    if (const auto time = read_time_as_written(text, pattern)) return time;
  }
  return std::nullopt;
}

std::optional<std::chrono::sys_days> day_in(const Column& column, std::string_view text) {
  if (!column.patterns.empty()) {
    const auto time = as_written(column, text);
    return time ? std::optional(std::chrono::floor<std::chrono::days>(*time)) : std::nullopt;
  }
  constexpr std::size_t day_length = 10;
  const bool is_day = text.size() == day_length || parse_instant(text).has_value();
  return is_day ? parse_date(text.substr(0, day_length)) : std::nullopt;
}

void append_instant(Instant instant, Row& row) {
  row.append_integer(postgres::timestamptz_of(instant));
}

std::optional<Violation> append_epoch(const Column& column, const Cell& cell, Row& row) {
  if (!is_number(cell) || !is_epoch(cell.text)) return wrong_type(column, cell);
  const auto instant = column.notation == Notation::epoch_seconds
                           ? instant_of_epoch(cell.text)
                           : instant_of_epoch_milliseconds(cell.text);
  if (!instant) return out_of_range(column, cell);
  append_instant(*instant, row);
  return std::nullopt;
}

/// A date with or without a time, without an offset: 2021-12-17 11:49:40, with a T, without
/// seconds, or the date alone, which is its midnight.
std::optional<Instant> read_local_time(std::string_view text) {
  for (const char* const rest : {"Z", ":00Z"}) {
    if (const auto time = parse_instant(std::string(text) + rest)) return time;
  }
  return parse_date(text);
}

std::optional<WrittenTime> time_in(const Column& column, std::string_view text) {
  for (const std::string& pattern : column.patterns) {
    if (const auto time = read_time(text, pattern)) return time;
  }
  if (!column.patterns.empty()) return std::nullopt;
  if (const auto instant = parse_instant(text)) return WrittenTime{*instant, true};
  if (column.form.zone.empty()) return std::nullopt;
  const auto local = read_local_time(text);
  return local ? std::optional(WrittenTime{*local, false}) : std::nullopt;
}

}  // namespace

std::optional<Violation> append_date(const Column& column, const Cell& cell, Row& row) {
  const auto day = is_text(cell) ? day_in(column, cell.text) : std::nullopt;
  if (!day) return wrong_type(column, cell);
  row.append_integer(static_cast<std::int32_t>((*day - postgres_epoch).count()));
  return std::nullopt;
}

std::optional<Violation> append_timestamp(const Column& column, const Cell& cell, Row& row) {
  if (!is_text(cell)) return wrong_type(column, cell);
  const auto time =
      column.patterns.empty() ? read_local_time(cell.text) : as_written(column, cell.text);
  if (!time) return wrong_type(column, cell);
  append_instant(*time, row);
  return std::nullopt;
}

std::optional<Violation> append_time(const Column& column, const Cell& cell, Row& row) {
  if (!is_text(cell)) return wrong_type(column, cell);
  const auto time = column.patterns.empty()
                        ? read_local_time("1970-01-01T" + std::string(cell.text))
                        : as_written(column, cell.text);
  if (!time) return wrong_type(column, cell);
  row.append_integer(time->time_since_epoch().count());
  return std::nullopt;
}

std::optional<Violation> append_timestamptz(const Column& column, const Cell& cell, Row& row) {
  if (column.notation != Notation::standard) return append_epoch(column, cell, row);
  const auto time = is_text(cell) ? time_in(column, cell.text) : std::nullopt;
  if (!time) return wrong_type(column, cell);
  if (time->has_offset) {
    append_instant(time->instant, row);
    return std::nullopt;
  }
  const auto [first, last] = zone::meanings_of(column.form.zone, time->instant);
  if (first != last && column.form.ambiguous == Ambiguous::reject) return ambiguous(column, cell);
  append_instant(column.form.ambiguous == Ambiguous::last ? last : first, row);
  return std::nullopt;
}

}  // namespace nightjar::feed
