#include "feed/epoch.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <string>

#include "base/ascii.hpp"

namespace nightjar::feed {
namespace {

using std::chrono::microseconds;
using std::chrono::seconds;
using std::chrono::sys_days;

constexpr sys_days first_day{std::chrono::year(1) / 1 / 1};
constexpr sys_days day_after_last{std::chrono::year(10000) / 1 / 1};

}  // namespace

bool is_epoch(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  const auto point = text.find('.');
  const bool whole = point == std::string_view::npos;
  return all_digits(text.substr(0, point)) && (whole || all_digits(text.substr(point + 1)));
}

std::optional<Instant> instant_of_epoch(std::string_view text) {
  const bool is_negative = text.starts_with('-');
  if (is_negative) text.remove_prefix(1);
  const auto point = std::min(text.find('.'), text.size());
  std::int64_t whole = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + point, whole);
  constexpr std::int64_t most =
      std::max(seconds(day_after_last.time_since_epoch()), -seconds(first_day.time_since_epoch()))
          .count();
  if (parsed.ec != std::errc() || whole > most) return std::nullopt;
  const microseconds fraction =
      microseconds_of_decimals(text.substr(std::min(point + 1, text.size())));
  const microseconds distance = seconds(whole) + fraction;
  const Instant instant{is_negative ? -distance : distance};
  if (instant < Instant(first_day) || instant >= Instant(day_after_last)) return std::nullopt;
  return instant;
}

std::optional<Instant> instant_of_epoch_milliseconds(std::string_view text) {
  constexpr std::size_t decimals = 3;
  std::string seconds(text);
  const auto point = std::min(seconds.find('.'), seconds.size());
  seconds.erase(point, 1);
  const std::size_t sign = text.starts_with('-') ? 1 : 0;
  const std::size_t missing = decimals + 1 - std::min(decimals + 1, point - sign);
  seconds.insert(sign, missing, '0');
  seconds.insert(point + missing - decimals, 1, '.');
  return instant_of_epoch(seconds);
}

}  // namespace nightjar::feed
