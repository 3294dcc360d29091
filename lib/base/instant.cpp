#include "base/instant.hpp"

#include <array>
#include <cstdint>

#include "base/format.hpp"

namespace nightjar {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using std::chrono::sys_days;

/// Takes fixed-width numbers and marks off the front of a text; the first misfit makes it fail.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  int number(std::size_t digits) {
    if (rest_.size() < digits) return fail();
    int value = 0;
    for (const char c : rest_.substr(0, digits)) {
      if (c < '0' || c > '9') return fail();
      value = value * 10 + (c - '0');
    }
    rest_.remove_prefix(digits);
    return value;
  }
  bool take(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  void expect(char c) {
    if (!take(c)) fail();
  }
  [[nodiscard]] bool at_digit() const {
    return !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9';
  }
  [[nodiscard]] bool failed() const { return failed_; }
  [[nodiscard]] bool finished() const { return !failed_ && rest_.empty(); }
  int fail() {
    failed_ = true;
    return 0;
  }

 private:
  std::string_view rest_;
  bool failed_ = false;
};

std::optional<sys_days> scan_date(Scanner& scan) {
  const int year = scan.number(4);
  scan.expect('-');
  const int month = scan.number(2);
  scan.expect('-');
  const int day = scan.number(2);
  if (scan.failed() || year == 0) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return std::nullopt;
  return sys_days(date);
}

microseconds scan_fraction(Scanner& scan) {
  std::int64_t value = 0;
  int digits = 0;
  bool round_up = false;
  while (scan.at_digit()) {
    const int digit = scan.number(1);
    if (digits < 6) value = value * 10 + digit;
    if (digits == 6) round_up = digit >= 5;
    ++digits;
  }
  if (digits == 0) scan.fail();
  for (int i = digits; i < 6; ++i) value *= 10;
  return microseconds(value + (round_up ? 1 : 0));
}

minutes scan_zone(Scanner& scan) {
  if (scan.take('Z') || scan.take('z')) return minutes(0);
  const int sign = scan.take('-') ? -1 : 1;
  if (sign > 0) scan.expect('+');
  const int zone_hours = scan.number(2);
  int zone_minutes = 0;
  if (scan.take(':') || scan.at_digit()) zone_minutes = scan.number(2);
  if (zone_hours > 15 || zone_minutes > 59) scan.fail();
  return minutes(sign * (zone_hours * 60 + zone_minutes));
}

}  // namespace

Instant now() { return std::chrono::floor<microseconds>(std::chrono::system_clock::now()); }

std::optional<Instant> parse_instant(std::string_view text) {
  Scanner scan(text);
  const auto date = scan_date(scan);
  if (!date) return std::nullopt;
  if (!scan.take('T') && !scan.take(' ') && !scan.take('t')) return std::nullopt;
  const int hour = scan.number(2);
  scan.expect(':');
  const int minute = scan.number(2);
  scan.expect(':');
  const int second = scan.number(2);
  const microseconds fraction = scan.take('.') ? scan_fraction(scan) : microseconds(0);
  const minutes zone = scan_zone(scan);
  if (!scan.finished() || hour > 23 || minute > 59 || second > 60) return std::nullopt;
  return Instant(*date) + hours(hour) + minutes(minute) + seconds(second) + fraction - zone;
}

std::optional<sys_days> parse_date(std::string_view text) {
  Scanner scan(text);
  const auto date = scan_date(scan);
  return scan.finished() ? date : std::nullopt;
}

std::string to_string(Instant instant) {
  const auto day = std::chrono::floor<days>(instant);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(instant - day);
  std::string text = format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", static_cast<int>(date.year()),
                            static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                            time.hours().count(), time.minutes().count(), time.seconds().count());
  if (const auto fraction = time.subseconds().count(); fraction != 0) {
    text += format(".{:06}", fraction);
    text.erase(text.find_last_not_of('0') + 1);
  }
  return text + "Z";
}

}  // namespace nightjar
