#include "json/number.hpp"
#include "support/catch.hpp"

using nightjar::json::is_number;

TEST_CASE("A JSON number is distinguished from what only looks like one") {
  for (const auto* text : {"0", "-0", "1", "-12", "0.0", "10.25", "1e5", "1E+05", "-0.1e-007",
                           "9999999999999999999999"}) {
    CHECK(is_number(text));
  }
  for (const auto* text : {"",     "-",   "+1",       "00",    "01",   "-01",   ".5",      "5.",
                           "1.e3", "1e",  "1e+",      "1e1.5", "0x10", "1_000", " 1",      "1 ",
                           "1,5",  "NaN", "Infinity", "--1",   "1-",   "1e--2", "\xd9\xa1"}) {
    CAPTURE(text);
    CHECK_FALSE(is_number(text));
  }
}
