#include <string_view>

#include "base/format.hpp"
#include "feed/date_pattern.hpp"
#include "support/catch.hpp"

using nightjar::feed::fault_of_date_pattern;
using nightjar::feed::parse_date;

namespace {

/// As 1995-10-30, or `!` where there is no such day.
std::string parsed(std::string_view text, std::string_view pattern) {
  const auto found = parse_date(text, pattern);
  if (!found) return "!";
  const std::chrono::year_month_day day(*found);
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
  }));
  CAPTURE(c.pattern, c.text);
  CHECK(parsed(c.text, c.pattern) == c.day);
}

TEST_CASE("A date's pattern names year, month and day once each") {
  const auto right = GENERATE("YYYY-MM-DD", "MM/DD/YYYY", "M/D/YYYY", "YYYYMMDD", "D. M. YYYY");
  CAPTURE(right);
  CHECK(fault_of_date_pattern(right).empty());
}

TEST_CASE("A pattern that is no date's is faulted") {
  const auto wrong = GENERATE("", "YYYY-MM", "YYYY-MM-DD DD", "YY-MM-DD", "yyyy-mm-dd",
                              "YYYY-MMM-DD", "YYYYMD", "%Y-%m-%d", "YYYY-DD-0M", "iso");
  CAPTURE(wrong);
  CHECK_FALSE(fault_of_date_pattern(wrong).empty());
}
