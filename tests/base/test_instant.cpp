#include <string>

#include "base/instant.hpp"
#include "support/catch.hpp"

using nightjar::parse_date;
using nightjar::parse_instant;
using nightjar::to_string;

TEST_CASE("An instant is read in every way that RFC 3339 and its kin write one") {
  struct Case {
    std::string text;
    std::string in_utc;
  };
  const auto c = GENERATE(values<Case>({
      {"2021-12-17T11:49:40.461+0100", "2021-12-17T10:49:40.461Z"},
      {"2021-12-17t11:49:40z", "2021-12-17T11:49:40Z"},
      {"2021-12-17 11:49:40+01", "2021-12-17T10:49:40Z"},
      {"2021-12-17T11:49:40-05:30", "2021-12-17T17:19:40Z"},
      {"2021-12-17T11:49:40.1Z", "2021-12-17T11:49:40.1Z"},
      {"2021-12-17T11:49:40.1234564Z", "2021-12-17T11:49:40.123456Z"},
      {"2021-12-17T11:49:40.1234565999Z", "2021-12-17T11:49:40.123457Z"},
      {"2021-12-17T23:59:59.9999995Z", "2021-12-18T00:00:00Z"},
      {"2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z"},
      {"2020-02-29T00:00:00Z", "2020-02-29T00:00:00Z"},
      {"0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"},
      {"9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"},
  }));
  INFO(c.text);
  const auto instant = parse_instant(c.text);
  REQUIRE(instant);
  CHECK(to_string(*instant) == c.in_utc);
}

TEST_CASE("An instant is nothing where any of its bytes is another or missing") {
  const std::string sound = "2021-12-17T11:49:40.461+01:00";
  REQUIRE(parse_instant(sound));
  for (std::size_t at = 0; at < sound.size(); ++at) {
    for (const char wrong : {'/', ';', '\0', '\x80', '\xb0', '\xff', 'x'}) {
      std::string text = sound;
      text[at] = wrong;
      INFO(at << " " << static_cast<int>(wrong));
      CHECK_FALSE(parse_instant(text));
    }
    std::string shorter = sound;
    shorter.erase(at, 1);
    const bool fraction_or_colon = (at >= 20 && at <= 22) || at == 26;
    CHECK(parse_instant(shorter).has_value() == fraction_or_colon);
  }
  for (std::size_t length = 0; length < sound.size(); ++length) {
    const bool ends_with_hours = length == 26;
    CHECK(parse_instant(sound.substr(0, length)).has_value() == ends_with_hours);
  }
}

TEST_CASE("An instant that no calendar or clock knows is nothing") {
  for (const char* const text :
       {"2021-02-29T00:00:00Z", "2021-13-01T00:00:00Z", "2021-00-01T00:00:00Z",
        "2021-01-00T00:00:00Z", "2021-04-31T00:00:00Z", "0000-01-01T00:00:00Z",
        "2021-01-01T24:00:00Z", "2021-01-01T00:60:00Z", "2021-01-01T00:00:61Z",
        "2021-01-01T00:00:00+16:00", "2021-01-01T00:00:00+01:60"}) {
    INFO(text);
    CHECK_FALSE(parse_instant(text));
  }
}

TEST_CASE("A date is a day that there is, and nothing else") {
  CHECK(parse_date("2020-02-29") == std::chrono::sys_days(std::chrono::year(2020) / 2 / 29));
  for (const char* const text : {"", "2020-02-2", "2020-02-290", "2020-02-30", "2020-2-29",
                                 "2020/02/29", "0000-01-01", "-020-02-29", "2020-02-29T"}) {
    INFO(text);
    CHECK_FALSE(parse_date(text));
  }
}
