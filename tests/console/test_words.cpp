#include "console/words.hpp"
#include "support/catch.hpp"

using nightjar::console::bytes_text;
using nightjar::console::counted;
using nightjar::console::duration_text;
using nightjar::console::period_text;
using nightjar::console::with_commas;

TEST_CASE("One is in the singular, all other counts in the plural") {
  CHECK(counted(1, "night") == "1 night");
  CHECK(counted(0, "night") == "0 nights");
  CHECK(counted(2000, "night") == "2,000 nights");
  CHECK(counted(2, "reply", "replies") == "2 replies");
}

TEST_CASE("A duration is shown in the two units that matter") {
  CHECK(duration_text(0.516) == "0.52 s");
  CHECK(duration_text(59.99) == "59.99 s");
  CHECK(duration_text(59.996) == "1 min 0 s");
  CHECK(duration_text(200) == "3 min 20 s");
  CHECK(duration_text(3599.6) == "1 h 0 min");
  CHECK(duration_text(7500) == "2 h 5 min");
  CHECK(duration_text(3 * 86400 + 4 * 3600) == "3 d 4 h");
}

TEST_CASE("A period names its day once where it has one") {
  CHECK(period_text("2021-12-17 10:49:40", "2021-12-17 10:52:01") ==
        "2021-12-17 10:49:40 to 10:52:01");
  CHECK(period_text("2021-12-17 23:59:40", "2021-12-18 00:00:01") ==
        "2021-12-17 23:59:40 to 2021-12-18 00:00:01");
}

TEST_CASE("Numbers and sizes are grouped for the eye") {
  CHECK(with_commas(999) == "999");
  CHECK(with_commas(1234567) == "1,234,567");
  CHECK(bytes_text(1023) == "1023 B");
  CHECK(bytes_text(5242880) == "5.0 MiB");
}
