#include "feed/date_pattern.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "base/format.hpp"

namespace nightjar::feed {
namespace {

/// A part of a date in a pattern; the longer spelling comes first.
struct Part {
  std::string_view spelling;
  std::size_t index;  ///< 0 year, 1 month, 2 day
  std::size_t least_digits;
  std::size_t most_digits;
};

constexpr std::array<Part, 5> parts{
    {{"YYYY", 0, 4, 4}, {"MM", 1, 2, 2}, {"M", 1, 1, 2}, {"DD", 2, 2, 2}, {"D", 2, 1, 2}}};

const Part* part_at_front(std::string_view pattern) {
  const auto* const part = std::find_if(parts.begin(), parts.end(), [&](const Part& candidate) {
    return pattern.starts_with(candidate.spelling);
  });
  return part == parts.end() ? nullptr : part;
}

bool is_alphanumeric(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; }

/// Takes up to this many digits from the beginning; nothing if there are fewer than the minimum.
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
    const Part* const part = part_at_front(pattern);
    if (part == nullptr) {
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

std::string fault_of_date_pattern(std::string_view pattern) {
  std::array<int, 3> seen{};
  while (!pattern.empty()) {
    const Part* const part = part_at_front(pattern);
    if (part == nullptr) {
      if (is_alphanumeric(pattern.front())) {
        return fmt::format("has \"{}\", which is no part of a date", pattern.front());
      }
      pattern.remove_prefix(1);
      continue;
    }
    ++seen[part->index];
    pattern.remove_prefix(part->spelling.size());
    const bool has_open_end = part->least_digits < part->most_digits;
    if (has_open_end && !pattern.empty() && is_alphanumeric(pattern.front())) {
      return fmt::format(
          "has nothing between {} and what follows, so that their digits run together",
          part->spelling);
    }
  }
  if (seen != std::array{1, 1, 1}) return "does not name year, month and day once each";
  return {};
}

}  // namespace nightjar::feed
