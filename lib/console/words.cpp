#include "console/words.hpp"

#include <array>
#include <cmath>
#include <cstddef>

#include "base/format.hpp"

namespace nightjar::console {

std::string with_commas(std::uint64_t number) {
  std::string text = std::to_string(number);
  for (std::size_t at = text.size(); at > 3;) {
    at -= 3;
    text.insert(at, 1, ',');
  }
  return text;
}

std::string counted(std::uint64_t count, std::string_view noun, std::string_view plural) {
  if (count == 1) return fmt::format("1 {}", noun);
  return plural.empty() ? fmt::format("{} {}s", with_commas(count), noun)
                        : fmt::format("{} {}", with_commas(count), plural);
}

std::string bytes_text(std::uint64_t bytes) {
  constexpr std::array<const char*, 5> units{"B", "KiB", "MiB", "GiB", "TiB"};
  auto amount = static_cast<double>(bytes);
  std::size_t unit = 0;
  while (amount >= 1024 && unit + 1 < units.size()) {
    amount /= 1024;
    ++unit;
  }
  return unit == 0 ? fmt::format("{} B", bytes) : fmt::format("{:.1f} {}", amount, units[unit]);
}

std::string duration_text(double seconds) {
  constexpr std::uint64_t minute = 60;
  constexpr std::uint64_t hour = 60 * minute;
  constexpr std::uint64_t day = 24 * hour;
  constexpr double half_a_hundredth = 0.005;
  if (seconds + half_a_hundredth < minute) return fmt::format("{:.2f} s", seconds);
  const auto whole = static_cast<std::uint64_t>(std::llround(seconds));
  if (whole < hour) return fmt::format("{} min {} s", whole / minute, whole % minute);
  if (whole < day) return fmt::format("{} h {} min", whole / hour, whole % hour / minute);
  return fmt::format("{} d {} h", whole / day, whole % day / hour);
}

std::string utc_text(std::string_view instant) {
  constexpr std::size_t to_the_second = std::string_view("2021-12-17 10:49:40").size();
  return std::string(instant.substr(0, to_the_second));
}

std::string utc_text(Instant instant) {
  std::string text = to_string(std::chrono::floor<std::chrono::seconds>(instant));
  text[text.find('T')] = ' ';
  return utc_text(text);
}

std::string period_text(std::string_view from, std::string_view to) {
  constexpr std::size_t day = std::string_view("2021-12-17 ").size();
  const bool is_one_day = from.size() > day && from.substr(0, day) == to.substr(0, day);
  return fmt::format("{} to {}", from, is_one_day ? to.substr(day) : to);
}

std::string indented(std::string_view text, std::size_t indent) {
  std::string result;
  for (const char c : text) {
    result += c;
    if (c == '\n') result += std::string(indent, ' ');
  }
  return result;
}

}  // namespace nightjar::console
