#include "base/instant.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

#include "base/ascii.hpp"
#include "base/format.hpp"

namespace nightjar {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using std::chrono::sys_days;

/// Eight bytes with digits where `pattern` has zeros, and its separators elsewhere. They are
/// compared at once, since dumps are full of dates: if they match, the exclusive or with the
/// pattern leaves 0 to 9 for a digit and 0 for a separator; anything greater makes the addition
/// reach the byte's highest bit.
class Shape {
 public:
  explicit constexpr Shape(const char (&pattern)[9]) {
    std::array<char, 8> bytes{};
    std::array<unsigned char, 8> room{};
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      bytes[i] = pattern[i];
      room[i] = pattern[i] == '0' ? 0x7f - 9 : 0x7f;
    }
    pattern_ = std::bit_cast<std::uint64_t>(bytes);
    room_ = std::bit_cast<std::uint64_t>(room);
  }

  bool fits(const char* text) const {
    constexpr std::uint64_t highest_bits = 0x8080808080808080;
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, text, sizeof bytes);
    const auto rest = bytes ^ pattern_;
    return (((rest + room_) | rest) & highest_bits) == 0;
  }

 private:
  std::uint64_t pattern_ = 0;
  std::uint64_t room_ = 0;
};

int two_digits(const char* at) { return (at[0] - '0') * 10 + (at[1] - '0'); }

constexpr Shape year_and_month("0000-00-");
constexpr Shape time_of_day("00:00:00");
constexpr std::size_t date_length = 10;  ///< 2021-12-17
constexpr std::size_t time_begin = 11;
constexpr std::size_t time_end = 19;  ///< 2021-12-17T11:49:40

/// The date at the beginning of a text.
std::optional<sys_days> front_date(std::string_view text) {
  const char* const at = text.data();
  if (text.size() < date_length || !year_and_month.fits(at) || !is_digit(at[8]) ||
      !is_digit(at[9])) {
    return std::nullopt;
  }
  const std::chrono::year_month_day date{
      std::chrono::year(two_digits(at) * 100 + two_digits(at + 2)),
      std::chrono::month(static_cast<unsigned>(two_digits(at + 5))),
      std::chrono::day(static_cast<unsigned>(two_digits(at + 8)))};
  if (date.year() == std::chrono::year(0) || !date.ok()) return std::nullopt;
  return sys_days(date);
}

/// Reads numbers and separators from the beginning of a text; fails at the first mismatch.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  int two_digits() {
    if (rest_.size() < 2 || !is_digit(rest_[0]) || !is_digit(rest_[1])) return fail();
    const int value = nightjar::two_digits(rest_.data());
    rest_.remove_prefix(2);
    return value;
  }
  /// All digits that follow; at least one.
  std::string_view digits() {
    const auto found = rest_.substr(0, digits_in_front(rest_));
    if (found.empty()) fail();
    rest_.remove_prefix(found.size());
    return found;
  }
  bool take(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  void expect(char c) {
    if (!take(c)) fail();
  }
  [[nodiscard]] bool at_digit() const { return !rest_.empty() && is_digit(rest_.front()); }
  [[nodiscard]] bool finished() const { return !failed_ && rest_.empty(); }
  int fail() {
    failed_ = true;
    return 0;
  }

 private:
  std::string_view rest_;
  bool failed_ = false;
};

minutes scan_zone(Scanner& scan) {
  if (scan.take('Z') || scan.take('z')) return minutes(0);
  const int sign = scan.take('-') ? -1 : 1;
  if (sign > 0) scan.expect('+');
  const int zone_hours = scan.two_digits();
  int zone_minutes = 0;
  if (scan.take(':') || scan.at_digit()) zone_minutes = scan.two_digits();
  if (zone_hours > 15 || zone_minutes > 59) scan.fail();
  return minutes(sign * (zone_hours * 60 + zone_minutes));
}

}  // namespace

microseconds microseconds_of_decimals(std::string_view digits) {
  constexpr std::size_t kept = 6;
  constexpr std::array<std::int64_t, kept + 1> missing{1'000'000, 100'000, 10'000, 1000,
                                                       100,       10,      1};
  std::int64_t value = 0;
  for (const char digit : digits.substr(0, kept)) value = value * 10 + (digit - '0');
  value *= missing[std::min(digits.size(), kept)];
  const bool round_up = digits.size() > kept && digits[kept] >= '5';
  return microseconds(value + (round_up ? 1 : 0));
}

Instant now() { return std::chrono::floor<microseconds>(std::chrono::system_clock::now()); }

std::optional<Instant> parse_instant(std::string_view text) {
  const auto date = front_date(text);
  if (!date || text.size() < time_end) return std::nullopt;
  const char mark = text[date_length];
  const char* const time = text.data() + time_begin;
  if (mark != 'T' && mark != ' ' && mark != 't') return std::nullopt;
  if (!time_of_day.fits(time)) return std::nullopt;
  const int hour = two_digits(time);
  const int minute = two_digits(time + 3);
  const int second = two_digits(time + 6);
  Scanner scan(text.substr(time_end));
  const microseconds fraction =
      scan.take('.') ? microseconds_of_decimals(scan.digits()) : microseconds(0);
  const minutes zone = scan_zone(scan);
  if (!scan.finished() || hour > 23 || minute > 59 || second > 60) return std::nullopt;
  return Instant(*date) + hours(hour) + minutes(minute) + seconds(second) + fraction - zone;
}

std::optional<sys_days> parse_date(std::string_view text) {
  return text.size() == date_length ? front_date(text) : std::nullopt;
}

std::string to_string(Instant instant) {
  const auto day = std::chrono::floor<days>(instant);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(instant - day);
  std::string text =
      fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  time.hours().count(), time.minutes().count(), time.seconds().count());
  if (const auto fraction = time.subseconds().count(); fraction != 0) {
    text += fmt::format(".{:06}", fraction);
    text.erase(text.find_last_not_of('0') + 1);
  }
  return text + "Z";
}

}  // namespace nightjar
