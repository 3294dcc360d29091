#include <string>

#include "base/instant.hpp"
#include "feed/epoch.hpp"
#include "support/catch.hpp"

using nightjar::feed::instant_of_epoch;
using nightjar::feed::is_epoch;

TEST_CASE("Seconds since 1970 become the instant they mean, to the microsecond") {
  struct Case {
    std::string text;
    std::string instant;
  };
  const auto c = GENERATE(values<Case>({
      {"0", "1970-01-01T00:00:00Z"},
      {"1260759144", "2009-12-14T02:52:24Z"},
      {"1260759144.0", "2009-12-14T02:52:24Z"},
      {"1260759144.5", "2009-12-14T02:52:24.5Z"},
      {"1260759144.1234564", "2009-12-14T02:52:24.123456Z"},
      {"1260759144.1234565", "2009-12-14T02:52:24.123457Z"},
      {"1260759144.9999999", "2009-12-14T02:52:25Z"},
      {"-1", "1969-12-31T23:59:59Z"},
      {"-0.5", "1969-12-31T23:59:59.5Z"},
      {"0001260759144", "2009-12-14T02:52:24Z"},
      {"253402300799", "9999-12-31T23:59:59Z"},
      {"-62135596800", "0001-01-01T00:00:00Z"},
  }));
  CAPTURE(c.text);
  REQUIRE(is_epoch(c.text));
  const auto instant = instant_of_epoch(c.text);
  REQUIRE(instant);
  CHECK(nightjar::to_string(*instant) == c.instant);
}

TEST_CASE("Seconds beyond the years 0001 to 9999, such as milliseconds, are out of range") {
  const auto* text = GENERATE("253402300800", "253402300799.9999999", "-62135596801",
                              "-62135596800.1", "1260759144000000", "9223372036854775807",
                              "99999999999999999999999", "-99999999999999999999999");
  CAPTURE(text);
  CHECK(is_epoch(text));
  CHECK_FALSE(instant_of_epoch(text));
}

TEST_CASE("Seconds are digits: anything else is none") {
  const auto* text = GENERATE("", "-", "+1", "1.", ".5", "1e9", "1.26E+09", "0x10", " 1", "1 ",
                              "1,5", "1.5.5", "--1", "2009-12-14", "nan", "\xd9\xa1");
  CAPTURE(text);
  CHECK_FALSE(is_epoch(text));
}
