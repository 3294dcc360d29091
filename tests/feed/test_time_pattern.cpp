#include <string_view>

#include "base/format.hpp"
#include "feed/time_pattern.hpp"
#include "support/catch.hpp"

using nightjar::feed::ColumnType;
using nightjar::feed::fault_of_pattern;
using nightjar::feed::read_time;
using nightjar::feed::read_time_as_written;

namespace {

/// As 1995-10-30, or `!` where there is no such day.
std::string parsed(std::string_view text, std::string_view pattern) {
  const auto found = read_time_as_written(text, pattern);
  if (!found) return "!";
  const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(*found));
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()),
                     static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
}

}  // namespace

TEST_CASE("A date is read as its pattern says, to the last mark") {
  struct Case {
    std::string pattern;
    std::string text;
    std::string day;
  };
  const auto c = GENERATE(values<Case>({
      {"MM/DD/YYYY", "10/30/1995", "1995-10-30"},
      {"MM/DD/YYYY", "1/5/1995", "!"},
      {"M/D/YYYY", "1/5/1995", "1995-01-05"},
      {"M/D/YYYY", "10/30/1995", "1995-10-30"},
      {"M/D/YYYY", "01/05/1995", "1995-01-05"},
      {"M/D/YYYY", "30/10/1995", "!"},
      {"D.M.YYYY", "30.10.1995", "1995-10-30"},
      {"DD-MM-YYYY", "30-10-1995", "1995-10-30"},
      {"YYYY-MM-DD", "1995-10-30", "1995-10-30"},
      {"YYYY-MM-DD", "1995-10-30T00:00:00Z", "!"},
      {"YYYY-MM-DD", "1995-10-3", "!"},
      {"YYYYMMDD", "19951030", "1995-10-30"},
      {"YYYYMMDD", "199510300", "!"},
      {"MM/DD/YYYY", "10/30/95", "!"},
      {"MM/DD/YYYY", "10/30/19955", "!"},
      {"MM/DD/YYYY", "10-30-1995", "!"},
      {"MM/DD/YYYY", " 10/30/1995", "!"},
      {"MM/DD/YYYY", "10/30/", "!"},
      {"MM/DD/YYYY", "", "!"},
      {"MM/DD/YYYY", "02/29/1996", "1996-02-29"},
      {"MM/DD/YYYY", "02/29/1995", "!"},
      {"MM/DD/YYYY", "00/10/1995", "!"},
      {"MM/DD/YYYY", "13/10/1995", "!"},
      {"MM/DD/YYYY", "01/01/0000", "!"},
      {"MM/DD/YYYY", "01/01/0001", "0001-01-01"},
      {"MM/DD/YYYY", "12/31/9999", "9999-12-31"},
      {"MM/DD/YYYY", "+1/30/1995", "!"},
      {"DD-MON-YY", "30-OCT-95", "1995-10-30"},
      {"DD MON YYYY", "30 october 1995", "1995-10-30"},
      {"MON D, YYYY", "May 5, 2024", "2024-05-05"},
      {"DD-MON-YY", "30-OKT-95", "!"},
      {"D.M.YY", "1.2.70", "1970-02-01"},
      {"D.M.YY", "1.2.69", "2069-02-01"},
      {"YYYY-MM-DD HH:MI:SS", "1995-10-30 23:59:59", "1995-10-30"},
      {"YYYY-MM-DD HH:MI:SS", "1995-10-30 24:00:00", "!"},
  }));
  CAPTURE(c.pattern, c.text);
  CHECK(parsed(c.text, c.pattern) == c.day);
}

TEST_CASE("A date's pattern names year, month and day once each") {
  const auto right = GENERATE("YYYY-MM-DD", "MM/DD/YYYY", "M/D/YYYY", "YYYYMMDD", "D. M. YYYY");
  CAPTURE(right);
  CHECK(fault_of_pattern(right, ColumnType::date, false).empty());
}

TEST_CASE("A pattern that is no date's is faulted") {
  const auto wrong = GENERATE("", "YYYY-MM", "YYYY-MM-DD DD", "yyyy-mm-dd", "YYYY-MMM-DD", "YYYYMD",
                              "%Y-%m-%d", "YYYY-DD-0M", "iso");
  CAPTURE(wrong);
  CHECK_FALSE(fault_of_pattern(wrong, ColumnType::date, false).empty());
}

TEST_CASE("A time is read as its pattern says, in UTC where the text has an offset") {
  struct Case {
    std::string pattern;
    std::string text;
    std::string time;
  };
  const auto c = GENERATE(values<Case>({
      {"YYYY-MM-DDTHH:MITZ", "2024-01-01T10:00Z", "2024-01-01T10:00:00Z"},
      {"YYYYMMDDHHMISS", "20240101100203", "2024-01-01T10:02:03Z"},
      {"DD/MM/YYYY HH:MI:SS.F TZ", "01/02/2024 10:00:00.5 +0130", "2024-02-01T08:30:00.5Z"},
      {"YYYY-MM-DD HH:MI:SS.F", "2024-01-01 10:00:00.1234567", "2024-01-01T10:00:00.123457Z"},
      {"M/D/YYYY HH12:MI AM", "1/2/2024 1:05 PM", "2024-01-02T13:05:00Z"},
      {"M/D/YYYY HH12:MI AM", "1/2/2024 12:05 am", "2024-01-02T00:05:00Z"},
      {"M/D/YYYY HH12:MI AM", "1/2/2024 12:05 PM", "2024-01-02T12:05:00Z"},
      {"M/D/YYYY HH12AM", "1/2/2024 5PM", "2024-01-02T17:00:00Z"},
      {"M/D/YYYY HH12:MI AM", "1/2/2024 13:05 PM", "!"},
      {"M/D/YYYY HH12:MI AM", "1/2/2024 0:05 AM", "!"},
      {"HH:MI", "10:59", "1970-01-01T10:59:00Z"},
      {"HH:MI", "10:60", "!"},
      {"YYYY-MM-DD HH:MI TZ", "2024-01-01 10:00 EST", "!"},
      {"YYYY-MM-DD HH:MI TZ", "2024-01-01 10:00 +", "!"},
      {"YYYY-MM-DD HH:MI:SS.F", "2024-01-01 10:00:00.", "!"},
  }));
  CAPTURE(c.pattern, c.text);
  const auto time = read_time(c.text, c.pattern);
  CHECK((time ? nightjar::to_string(time->instant) : "!") == c.time);
  if (time) CHECK(time->has_offset == (c.pattern.find("TZ") != std::string::npos));
}

TEST_CASE("A pattern must give what its column's type needs") {
  const auto fault = [](const char* pattern, ColumnType type, bool has_zone = false) {
    return fault_of_pattern(pattern, type, has_zone);
  };
  CHECK(fault("YYYY-MM-DD HH:MI TZ", ColumnType::timestamptz).empty());
  CHECK(fault("YYYY-MM-DD HH:MI", ColumnType::timestamptz, true).empty());
  CHECK(fault("YYYY-MM-DD", ColumnType::timestamp).empty());
  CHECK(fault("HH12:MI:SS AM", ColumnType::time).empty());
  CHECK(fault("DD-MON-YY", ColumnType::date).empty());
  CHECK_FALSE(fault("YYYY-MM-DD HH:MI", ColumnType::timestamptz).empty());
  CHECK_FALSE(fault("YYYY-MM-DD HH:MI TZ", ColumnType::timestamp).empty());
  CHECK_FALSE(fault("YYYY-MM-DD HH:MI", ColumnType::time).empty());
  CHECK_FALSE(fault("MI:SS", ColumnType::time).empty());
  CHECK_FALSE(fault("HH:SS", ColumnType::time).empty());
  CHECK_FALSE(fault("HH12:MI", ColumnType::time).empty());
  CHECK_FALSE(fault("HH:MI AM", ColumnType::time).empty());
  CHECK_FALSE(fault("HH:MI:SS.FF", ColumnType::time).empty());
}
