#include "feed/time_pattern.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include "base/ascii.hpp"
#include "base/format.hpp"

namespace nightjar::feed {
namespace {

enum Field { year, month, day, hour, minute, second, fraction, half_of_day, offset };
constexpr std::size_t field_count = offset + 1;

/// A part of a pattern. A longer spelling comes before its beginning.
struct Part {
  std::string_view spelling;
  Field field;
  std::size_t least_digits = 0;
  std::size_t most_digits = 0;  ///< zero: it is not a number of so many digits
};

constexpr std::array<Part, 14> parts{{{"YYYY", year, 4, 4},
                                      {"YY", year, 2, 2},
                                      {"MON", month},
                                      {"MM", month, 2, 2},
                                      {"MI", minute, 2, 2},
                                      {"M", month, 1, 2},
                                      {"DD", day, 2, 2},
                                      {"D", day, 1, 2},
                                      {"HH12", hour, 1, 2},
                                      {"HH", hour, 2, 2},
                                      {"SS", second, 2, 2},
                                      {"F", fraction},
                                      {"AM", half_of_day},
                                      {"TZ", offset}}};

const Part* part_at_front(std::string_view pattern) {
  const auto* const part = std::find_if(parts.begin(), parts.end(), [&](const Part& candidate) {
    return pattern.starts_with(candidate.spelling);
  });
  return part == parts.end() ? nullptr : part;
}

constexpr std::array<std::string_view, 12> months{"january",   "february", "march",    "april",
                                                  "may",       "june",     "july",     "august",
                                                  "september", "october",  "november", "december"};
constexpr std::size_t short_month = 3;

/// Takes a word in any case off the front.
bool take_word(std::string_view& text, std::string_view word) {
  const bool is_there =
      text.size() >= word.size() && std::equal(word.begin(), word.end(), text.begin(),
                                               [](char a, char b) { return a == lowered(b); });
  if (is_there) text.remove_prefix(word.size());
  return is_there;
}

/// 1 to 12, or 0.
int take_month(std::string_view& text) {
  for (std::size_t i = 0; i < months.size(); ++i) {
    if (take_word(text, months[i]) || take_word(text, months[i].substr(0, short_month))) {
      return static_cast<int>(i) + 1;
    }
  }
  return 0;
}

std::string_view take_digits(std::string_view& text, std::size_t most) {
  const std::string_view front = text.substr(0, most);
  const std::size_t length = digits_in_front(front);
  text.remove_prefix(length);
  return front.substr(0, length);
}

/// `Z`, or a sign with hours and perhaps minutes.
std::string_view take_offset(std::string_view& text) {
  const std::string_view all = text;
  if (text.starts_with('Z') || text.starts_with('z')) {
    text.remove_prefix(1);
  } else if (text.starts_with('+') || text.starts_with('-')) {
    text.remove_prefix(1);
    take_digits(text, 4);
    if (text.starts_with(':')) {
      text.remove_prefix(1);
      take_digits(text, 2);
    }
  }
  return all.substr(0, all.size() - text.size());
}

/// Collects the parts of a time as RFC 3339, whose reader then checks them.
class Rfc3339 {
 public:
  /// Takes what the part stands for off the text; false if it does not begin so.
  bool take(const Part& part, std::string_view& text) {
    switch (part.field) {
      case fraction:
        fraction_ = take_digits(text, text.size());
        return !fraction_.empty();
      case offset:
        offset_ = take_offset(text);
        return !offset_.empty();
      case half_of_day:
        is_afternoon_ = text.starts_with('P') || text.starts_with('p');
        return take_word(text, is_afternoon_ ? "pm" : "am");
      default:
        return take_number(part, text);
    }
  }

  /// Reads what all parts give.
  std::optional<WrittenTime> read(bool converts) {
    if (hour12_ != 0) put(hour, hour12_ % 12 + (is_afternoon_ ? 12 : 0));
    std::string text(digits_.data(), digits_.size());
    if (!fraction_.empty()) text.append(".").append(fraction_);
    const bool has_offset = !offset_.empty();
    const auto instant = parse_instant(text.append(has_offset && converts ? offset_ : "Z"));
    if (!instant) return std::nullopt;
    return WrittenTime{*instant, has_offset};
  }

 private:
  bool take_number(const Part& part, std::string_view& text) {
    if (part.most_digits == 0) {
      const int named = take_month(text);
      put(month, named);
      return named != 0;
    }
    const std::string_view digits = take_digits(text, part.most_digits);
    if (digits.size() < part.least_digits) return false;
    int number = 0;
    for (const char c : digits) number = number * 10 + (c - '0');
    const bool is_short_year = part.field == year && part.most_digits == 2;
    if (is_short_year) number += number < first_short_year ? 2000 : 1900;
    if (part.spelling == "HH12") hour12_ = number;
    put(part.field, number);
    return part.spelling != "HH12" || (number >= 1 && number <= 12);
  }

  /// Writes the number as digits in its place.
  void put(Field field, int number) {
    std::size_t end = begins[field] + (field == year ? 4 : 2);
    for (; end > begins[field]; number /= 10) {
      digits_[--end] = static_cast<char>('0' + number % 10);
    }
  }

  static constexpr int first_short_year = 70;
  static constexpr std::array<std::size_t, 6> begins{0, 5, 8, 11, 14, 17};

  std::array<char, 19> digits_{'1', '9', '7', '0', '-', '0', '1', '-', '0', '1',
                               'T', '0', '0', ':', '0', '0', ':', '0', '0'};
  int hour12_ = 0;
  bool is_afternoon_ = false;
  std::string_view fraction_;
  std::string_view offset_;
};

std::optional<WrittenTime> read(std::string_view text, std::string_view pattern, bool converts) {
  Rfc3339 time;
  while (!pattern.empty()) {
    const Part* const part = part_at_front(pattern);
    if (part == nullptr) {
      if (text.empty() || text.front() != pattern.front()) return std::nullopt;
      text.remove_prefix(1);
      pattern.remove_prefix(1);
      continue;
    }
    if (!time.take(*part, text)) return std::nullopt;
    pattern.remove_prefix(part->spelling.size());
  }
  if (!text.empty()) return std::nullopt;
  return time.read(converts);
}

/// A letter `T` may stand between a date and a time.
bool may_separate(char c) { return (!is_digit(c) && !is_letter(c)) || c == 'T'; }

/// Whether the digits of a part that has no fixed number of them run into what follows.
bool runs_together(const Part& part, std::string_view rest) {
  if (part.least_digits == part.most_digits && part.field != fraction) return false;
  const Part* const next = part_at_front(rest);
  return next != nullptr && (next->most_digits > 0 || next->field == fraction);
}

std::string fault_of_fields(const std::array<int, field_count>& seen, ColumnType type,
                            bool has_zone, bool is_in_halves) {
  const auto has = [&](Field field) { return seen[field] > 0; };
  if (std::any_of(seen.begin(), seen.end(), [](int times) { return times > 1; })) {
    return "names a part twice";
  }
  const bool has_date = has(year) && has(month) && has(day);
  if (type == ColumnType::time ? !has(hour) : !has_date) {
    return type == ColumnType::time ? "does not name the hour"
                                    : "does not name year, month and day once each";
  }
  if (type == ColumnType::time && (has(year) || has(month) || has(day) || has(offset))) {
    return "names more than a time of day";
  }
  if ((has(minute) && !has(hour)) || (has(second) && !has(minute)) ||
      (has(fraction) && !has(second))) {
    return "leaves out a part between others";
  }
  if (has(half_of_day) != is_in_halves) return "has only one of HH12 and AM";
  if (type == ColumnType::timestamp && has(offset)) {
    return "has an offset, for which the type is timestamptz";
  }
  if (type == ColumnType::timestamptz && !has(offset) && !has_zone) {
    return "has no offset (TZ); `zone:` says in which zone the times are";
  }
  return {};
}

}  // namespace

std::optional<WrittenTime> read_time(std::string_view text, std::string_view pattern) {
  return read(text, pattern, true);
}

std::optional<Instant> read_time_as_written(std::string_view text, std::string_view pattern) {
  const auto time = read(text, pattern, false);
  return time ? std::optional(time->instant) : std::nullopt;
}

std::string fault_of_pattern(std::string_view pattern, ColumnType type, bool has_zone) {
  std::array<int, field_count> seen{};
  bool is_in_halves = false;
  while (!pattern.empty()) {
    const Part* const part = part_at_front(pattern);
    if (part == nullptr) {
      if (!may_separate(pattern.front())) {
        return fmt::format("has \"{}\", which is no part of a date or time", pattern.front());
      }
      pattern.remove_prefix(1);
      continue;
    }
    ++seen[part->field];
    is_in_halves = is_in_halves || part->spelling == "HH12";
    pattern.remove_prefix(part->spelling.size());
    if (runs_together(*part, pattern)) {
      return fmt::format(
          "has nothing between {} and what follows, so that their digits run together",
          part->spelling);
    }
  }
  return fault_of_fields(seen, type, has_zone, is_in_halves);
}

}  // namespace nightjar::feed
