#include "config/schedule_reader.hpp"

#include <string>

#include "base/format.hpp"
#include "yaml/mapping.hpp"

namespace nightjar::config {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

constexpr seconds a_week = std::chrono::hours(24 * 7);

/// `02:00`, of a clock of 24 hours. In quotes or not: the YAML reader takes neither for a number.
minutes read_time(const yaml::Value& value) {
  const std::string text = value.text();
  const auto digit = [&](std::size_t at) { return text[at] - '0'; };
  const bool has_form =
      text.size() == 5 && text[2] == ':' &&
      (text.substr(0, 2) + text.substr(3)).find_first_not_of("0123456789") == std::string::npos;
  const int hour = has_form ? digit(0) * 10 + digit(1) : 24;
  const int minute = has_form ? digit(3) * 10 + digit(4) : 60;
  if (hour > 23 || minute > 59) {
    value.fail(format("{} is \"{}\", which is no time of a day", value.label(), text),
               "write it as 02:00, from 00:00 to 23:59");
  }
  return minutes(hour * 60 + minute);
}

feed::DailyAt read_daily(const yaml::Value& time, yaml::Mapping& mapping) {
  feed::DailyAt daily;
  daily.time = read_time(time);
  daily.zone = mapping.require("zone", "zone: Europe/Paris").text();
  return daily;
}

}  // namespace

feed::Schedule read_schedule(const yaml::Value& value) {
  yaml::Mapping mapping(value, "the schedule");
  const auto daily = mapping.find("daily_at");
  const auto every = mapping.find("every");
  if (!daily == !every) {
    value.fail(daily ? "the schedule has both daily_at and every" : "the schedule says no time",
               "write daily_at: \"02:00\" with zone: Europe/Paris, or every: 1h");
  }
  feed::Schedule schedule;
  if (daily) schedule.due = read_daily(*daily, mapping);
  if (every) schedule.due = feed::Every{every->duration(seconds(1), a_week)};
  if (const auto time = mapping.find("window")) {
    schedule.window = time->duration(seconds(1), a_week);
  }
  if (const auto time = mapping.find("late_after")) {
    schedule.late_after = time->duration(seconds(0), a_week);
  }
  mapping.finish();
  return schedule;
}

}  // namespace nightjar::config
