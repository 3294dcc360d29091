#include "zone/wall_clock.hpp"

#include <stdexcept>

#include <date/tz.h>

#include "base/error.hpp"
#include "base/format.hpp"

namespace nightjar::zone {
namespace {

const date::time_zone* zone_named(const std::string& name) {
  try {
    return date::locate_zone(name);
  } catch (const std::runtime_error&) {
    throw Misconfigured(fmt::format("\"{}\": there is no such time zone on this machine", name),
                        name_known_zone);
  }
}

}  // namespace

bool is_known(const std::string& zone) {
  try {
    date::locate_zone(zone);
    return true;
  } catch (const std::runtime_error&) {
    return false;
  }
}

Day day_in(const std::string& zone, Instant instant) {
  const auto local = zone_named(zone)->to_local(instant);
  return Day(std::chrono::floor<std::chrono::days>(local.time_since_epoch()));
}

Instant instant_of(const std::string& zone, Day day, std::chrono::minutes time) {
  const date::local_time<std::chrono::seconds> local(day.time_since_epoch() + time);
  const date::local_info info = zone_named(zone)->get_info(local);
  if (info.result == date::local_info::nonexistent) return info.second.begin;
  return Instant(local.time_since_epoch() - info.first.offset);
}

Meanings meanings_of(const std::string& zone, Instant local_time) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(local_time.time_since_epoch());
  const date::local_info info =
      zone_named(zone)->get_info(date::local_time<std::chrono::seconds>(seconds));
  const Instant first = local_time - info.first.offset;
  const bool is_unique = info.result == date::local_info::unique;
  return {first, is_unique ? first : local_time - info.second.offset};
}

}  // namespace nightjar::zone
