#include "feed/date_pattern.hpp"

#include <algorithm>
#include <array>

namespace nightjar::feed {
namespace {

/// A part of a date in a pattern; the longer spelling stands first.
struct Part {
  std::string_view spelling;
  std::size_t index;  ///< 0 year, 1 month, 2 day
  std::size_t least_digits;
  std::size_t most_digits;
};

constexpr std::array<Part, 5> parts{
    {{"YYYY", 0, 4, 4}, {"MM", 1, 2, 2}, {"M", 1, 1, 2}, {"DD", 2, 2, 2}, {"D", 2, 1, 2}}};

/// Takes up to so many digits off the front; nothing where there are fewer than the least.
std::optional<int> take_number(std::string_view& text, const Part& part) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const std::string_view front = text.substr(0, part.most_digits);
  const auto length = static_cast<std::size_t>(
      std::find_if_not(front.begin(), front.end(), is_digit) - front.begin());
  if (length < part.least_digits) return std::nullopt;
  int number = 0;
  for (const char c : front.substr(0, length)) number = number * 10 + (c - '0');
  text.remove_prefix(length);
  return number;
}

std::optional<std::chrono::sys_days> day_of(const std::array<int, 3>& numbers) {
  const std::chrono::year_month_day day{std::chrono::year(numbers[0]),
                                        std::chrono::month(static_cast<unsigned>(numbers[1])),
                                        std::chrono::day(static_cast<unsigned>(numbers[2]))};
  if (numbers[0] == 0 || !day.ok()) return std::nullopt;
  return std::chrono::sys_days(day);
}

}  // namespace

std::optional<std::chrono::sys_days> parse_date(std::string_view text, std::string_view pattern) {
  std::array<int, 3> numbers{};
  while (!pattern.empty()) {
    const auto* const part = std::find_if(parts.begin(), parts.end(), [&](const Part& candidate) {
      return pattern.starts_with(candidate.spelling);
    });
    if (part == parts.end()) {
      if (text.empty() || text.front() != pattern.front()) return std::nullopt;
      text.remove_prefix(1);
      pattern.remove_prefix(1);
      continue;
    }
    const auto number = take_number(text, *part);
    if (!number) return std::nullopt;
    numbers[part->index] = *number;
    pattern.remove_prefix(part->spelling.size());
  }
  return text.empty() ? day_of(numbers) : std::nullopt;
}

}  // namespace nightjar::feed
