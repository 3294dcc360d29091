#include "config/schedule_reader.hpp"

#include <algorithm>
#include <array>
#include <bitset>
#include <charconv>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/format.hpp"
#include "config/keys.hpp"
#include "yaml/mapping.hpp"

namespace nightjar::config {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

constexpr seconds a_week = std::chrono::hours(24 * 7);
/// Long enough for a monthly schedule.
constexpr seconds a_month = std::chrono::hours(24 * 31);

constexpr std::array<std::string_view, 7> weekdays{"sun", "mon", "tue", "wed", "thu", "fri", "sat"};
constexpr std::array<std::string_view, 12> months{"jan", "feb", "mar", "apr", "may", "jun",
                                                  "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::array<std::size_t, 12> longest_month{31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

/// `02:00`, on a 24-hour clock. In quotes or not: the YAML reader does not treat it as a number.
minutes read_time(const yaml::Value& value) {
  const std::string text = value.text();
  const auto digit = [&](std::size_t at) { return text[at] - '0'; };
  const bool has_form =
      text.size() == 5 && text[2] == ':' &&
      (text.substr(0, 2) + text.substr(3)).find_first_not_of("0123456789") == std::string::npos;
  const int hour = has_form ? digit(0) * 10 + digit(1) : 24;
  const int minute = has_form ? digit(3) * 10 + digit(4) : 60;
  if (hour > 23 || minute > 59) {
    value.fail(fmt::format("{} is \"{}\", which is not a time of day", value.label(), text),
               "write it as 02:00, from 00:00 to 23:59");
  }
  return minutes(hour * 60 + minute);
}

std::vector<minutes> read_times(const yaml::Value& value) {
  std::vector<minutes> times;
  for (const yaml::Value& item : value.items()) {
    times.push_back(read_time(item));
    if (std::count(times.begin(), times.end(), times.back()) > 1) {
      item.fail(fmt::format("{} has {} twice", value.label(), item.text()), "write each time once");
    }
  }
  if (times.empty()) {
    value.fail(fmt::format("{} has no time", value.label()), "write at: [\"02:00\", \"14:00\"]");
  }
  std::sort(times.begin(), times.end());
  return times;
}

/// The two ends of `mon-fri`; for `mon` both are the same.
std::pair<std::string, std::string> ends_of(const std::string& text) {
  const auto dash = text.find('-');
  if (dash == std::string::npos) return {text, text};
  return {text.substr(0, dash), text.substr(dash + 1)};
}

/// Marks `mon`, or all days of `fri-mon`, which continues past the end of the week. Returns whether
/// the text is one of these.
template <std::size_t N>
bool mark_names(std::bitset<N>& marked, const std::array<std::string_view, N>& names,
                const std::string& text) {
  const auto [first, last] = ends_of(text);
  const auto begin = std::find(names.begin(), names.end(), first) - names.begin();
  const auto end = std::find(names.begin(), names.end(), last) - names.begin();
  if (std::cmp_equal(begin, N) || std::cmp_equal(end, N)) return false;
  for (auto at = static_cast<std::size_t>(begin);; at = (at + 1) % N) {
    marked.set(at);
    if (std::cmp_equal(at, end)) return true;
  }
}

/// A day of a month; 0 if the text is not one.
std::size_t month_day(const std::string& text) {
  std::size_t day = 0;
  const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), day);
  return error == std::errc() && rest == text.data() + text.size() && day <= 31 ? day : 0;
}

/// Marks `1`, `1-7` or `last`. Returns whether the text is one of these.
bool mark_month_days(std::bitset<32>& marked, const std::string& text) {
  const auto [first, last] = ends_of(text);
  if (text == "last") return marked.set(0), true;
  const std::size_t begin = month_day(first);
  const std::size_t end = month_day(last);
  if (begin == 0 || begin > end) return false;
  for (std::size_t day = begin; day <= end; ++day) marked.set(day);
  return true;
}

void read_days(const yaml::Value& value, feed::Calendar& calendar) {
  std::bitset<7> of_week;
  std::bitset<32> of_month;
  for (const yaml::Value& item : value.items()) {
    if (mark_names(of_week, weekdays, item.text())) continue;
    if (mark_month_days(of_month, item.text())) continue;
    item.fail(fmt::format("{} is \"{}\", which is not a day", item.label(), item.text()),
              "write days of the week (mon, mon-fri) or of the month (1, 1-7, last)");
  }
  if (of_week.none() == of_month.none()) {
    value.fail(of_week.none()
                   ? fmt::format("{} has no day", value.label())
                   : fmt::format("{} has days of the week and of the month", value.label()),
               "write one kind, or leave days out for every day");
  }
  if (of_week.any()) calendar.weekdays = of_week;
  if (of_month.any()) calendar.month_days = of_month;
}

void read_months(const yaml::Value& value, feed::Calendar& calendar) {
  calendar.months.reset();
  for (const yaml::Value& item : value.items()) {
    if (mark_names(calendar.months, months, item.text())) continue;
    item.fail(fmt::format("{} is \"{}\", which is not a month", item.label(), item.text()),
              "write jan to dec, or a range such as oct-mar");
  }
  if (calendar.months.none()) {
    value.fail(fmt::format("{} has no month", value.label()), "leave months out for every month");
  }
}

/// Whether any of the months is long enough for any of the days.
bool ever_comes(const feed::Calendar& calendar) {
  for (std::size_t month = 0; month < months.size(); ++month) {
    for (std::size_t day = 0; day <= longest_month[month]; ++day) {
      if (calendar.months.test(month) && calendar.month_days.test(day)) return true;
    }
  }
  return false;
}

/// `daily_at` is the short form, of one time on every day.
feed::Calendar read_calendar(const yaml::Value& times, bool is_daily, yaml::Mapping& mapping) {
  feed::Calendar calendar;
  calendar.times = is_daily ? std::vector{read_time(times)} : read_times(times);
  const auto days = mapping.find("days");
  const auto only = mapping.find("months");
  if (is_daily && (days || only)) {
    times.fail("the schedule is daily_at a time, and yet not on every day",
               "write `at` in place of daily_at");
  }
  if (days) read_days(*days, calendar);
  if (only) read_months(*only, calendar);
  if (!ever_comes(calendar)) {
    days->fail("the schedule names a day that never comes: no month of `months` has it",
               "correct days or months; the last day of any month is `last`");
  }
  calendar.zone = mapping.require("zone").text();
  return calendar;
}

void refuse_two_forms(const yaml::Value& value, const std::vector<std::string>& forms) {
  if (forms.size() == 1) return;
  value.fail(forms.empty() ? "the schedule says no time"
                           : fmt::format("the schedule has both {} and {}", forms[0], forms[1]),
             "write at: \"02:00\" with zone: Europe/Paris, or every: 1h");
}

}  // namespace

feed::Schedule read_schedule(const yaml::Value& value) {
  yaml::Mapping mapping(value, "the schedule", schedule_keys());
  std::vector<std::string> forms;
  feed::Schedule schedule;
  for (const std::string form : {"at", "daily_at", "every"}) {
    if (mapping.find(form)) forms.push_back(form);
  }
  refuse_two_forms(value, forms);
  const yaml::Value due = *mapping.find(forms.front());
  if (forms.front() == "every") {
    schedule.due = feed::Every{due.duration(seconds(1), a_week)};
  } else {
    schedule.due = read_calendar(due, forms.front() == "daily_at", mapping);
  }

  if (const auto time = mapping.find("window")) {
    schedule.window = time->duration(seconds(1), a_month);
  }
  if (const auto time = mapping.find("late_after")) {
    schedule.late_after = time->duration(seconds(0), a_month);
  }
  mapping.finish();
  return schedule;
}

}  // namespace nightjar::config
