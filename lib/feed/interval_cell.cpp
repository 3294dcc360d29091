#include "feed/interval_cell.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/ascii.hpp"
#include "base/instant.hpp"
#include "feed/cell_violations.hpp"
#include "postgres/binary.hpp"

namespace nightjar::feed {
namespace {

constexpr std::int64_t second = 1'000'000;  ///< in microseconds
constexpr std::int64_t minute = 60 * second;
constexpr std::int64_t hour = 60 * minute;

/// The longest count of a unit; so nothing overflows.
constexpr std::int64_t most = 100'000'000;

struct Interval {
  std::int64_t months = 0;
  std::int64_t days = 0;
  std::int64_t microseconds = 0;
};

/// A unit of ISO 8601, in the order of its units; those of a time come after `T`.
struct Unit {
  char letter;
  bool is_of_time;
  std::int64_t Interval::*part;
  std::int64_t length;
};
constexpr std::array<Unit, 7> units{{{'Y', false, &Interval::months, 12},
                                     {'M', false, &Interval::months, 1},
                                     {'W', false, &Interval::days, 7},
                                     {'D', false, &Interval::days, 1},
                                     {'H', true, &Interval::microseconds, hour},
                                     {'M', true, &Interval::microseconds, minute},
                                     {'S', true, &Interval::microseconds, second}}};

std::optional<std::int64_t> take_count(std::string_view& text) {
  std::int64_t count = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), count);
  if (parsed.ec != std::errc() || count < 0 || count > most || text.front() == '-') {
    return std::nullopt;
  }
  text.remove_prefix(static_cast<std::size_t>(parsed.ptr - text.data()));
  return count;
}

/// Microseconds after a point, if one is there; nothing if no digits follow it.
std::optional<std::int64_t> take_fraction(std::string_view& text) {
  if (!text.starts_with('.') && !text.starts_with(',')) return 0;
  text.remove_prefix(1);
  const std::size_t digits = digits_in_front(text);
  if (digits == 0) return std::nullopt;
  const auto fraction = microseconds_of_decimals(text.substr(0, digits));
  text.remove_prefix(digits);
  return fraction.count();
}

std::optional<Interval> from_iso(std::string_view text) {
  Interval interval;
  bool is_time = false;
  const Unit* next = units.data();
  if (text.empty() || text.back() == 'T') return std::nullopt;
  while (!text.empty()) {
    if (!is_time && text.front() == 'T') {
      is_time = true;
      text.remove_prefix(1);
    }
    const auto count = take_count(text);
    const auto fraction = count ? take_fraction(text) : std::nullopt;
    if (!fraction || text.empty()) return std::nullopt;
    const auto* const unit = std::find_if(next, units.data() + units.size(), [&](const Unit& one) {
      return one.letter == text.front() && one.is_of_time == is_time;
    });
    if (unit == units.data() + units.size()) return std::nullopt;
    if (*fraction != 0 && unit->letter != 'S') return std::nullopt;
    interval.*unit->part += *count * unit->length + *fraction;
    next = unit + 1;
    text.remove_prefix(1);
  }
  return interval;
}

/// Takes a colon and two digits below 60; nothing if something else is there.
std::optional<std::int64_t> take_sixtieth(std::string_view& text) {
  if (text.size() < 3 || text[0] != ':' || text[1] < '0' || text[1] > '5' || !is_digit(text[2])) {
    return std::nullopt;
  }
  const std::int64_t value = (text[1] - '0') * 10 + (text[2] - '0');
  text.remove_prefix(3);
  return value;
}

std::optional<Interval> from_clock(std::string_view text) {
  if (text.empty()) return std::nullopt;
  const auto hours = take_count(text);
  const auto minutes = hours ? take_sixtieth(text) : std::nullopt;
  if (!minutes) return std::nullopt;
  Interval interval{.microseconds = *hours * hour + *minutes * minute};
  if (text.empty()) return interval;
  const auto seconds = take_sixtieth(text);
  const auto fraction = seconds ? take_fraction(text) : std::nullopt;
  if (!fraction || !text.empty()) return std::nullopt;
  interval.microseconds += *seconds * second + *fraction;
  return interval;
}

std::optional<Interval> read_interval(std::string_view text) {
  const bool is_negative = text.starts_with('-');
  if (is_negative) text.remove_prefix(1);
  auto interval = text.starts_with('P') ? from_iso(text.substr(1)) : from_clock(text);
  if (interval && is_negative) {
    *interval = {-interval->months, -interval->days, -interval->microseconds};
  }
  return interval;
}

}  // namespace

std::optional<Violation> append_interval(const Column& column, const Cell& cell, Row& row) {
  const auto interval = is_text(cell) ? read_interval(cell.text) : std::nullopt;
  if (!interval) return wrong_type(column, cell);
  std::string wire;
  for (const char byte : postgres::wire_bytes(interval->microseconds)) wire += byte;
  postgres::append_int32(wire, static_cast<std::int32_t>(interval->days));
  postgres::append_int32(wire, static_cast<std::int32_t>(interval->months));
  row.append(wire);
  return std::nullopt;
}

}  // namespace nightjar::feed
