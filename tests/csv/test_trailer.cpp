#include "csv/trailer.hpp"
#include "support/catch.hpp"

using nightjar::csv::fault_of_trailer;
using nightjar::csv::Trailer;

TEST_CASE("A trailer is recognised by its pattern, with the number of records that it counts") {
  const Trailer trailer("TRAILER,{records}");
  REQUIRE(trailer.match("TRAILER,2"));
  CHECK(trailer.match("TRAILER,2")->records == 2);
  CHECK(trailer.match("TRAILER,0012")->records == 12);
  for (const char* record : {"TRAILER,", "TRAILER,2,", "TRAILER,x", "TRAILE,2", "xTRAILER,2", "",
                             "TRAILER,99999999999999999999"}) {
    CAPTURE(record);
    CHECK_FALSE(trailer.match(record));
  }
}

TEST_CASE("A star in a trailer's pattern stands for any text") {
  const Trailer dated("T;*;{records};*");
  REQUIRE(dated.match("T;2024-01-01;x;15;"));
  CHECK(dated.match("T;2024-01-01;x;15;")->records == 15);
  CHECK(dated.match("T;;7;end")->records == 7);
  CHECK_FALSE(dated.match("T;2024-01-01;15"));
  const Trailer plain("END*");
  REQUIRE(plain.match("END"));
  CHECK_FALSE(plain.match("END of it")->records);
  CHECK_FALSE(plain.match("THE END"));
}

TEST_CASE("A pattern by which no trailer is recognised is refused") {
  for (const char* pattern : {"", "*", "**", "a\nb", "{records},{records}"}) {
    CAPTURE(pattern);
    CHECK_FALSE(fault_of_trailer(pattern).empty());
  }
  for (const char* pattern : {"END", "T,{records}", "{records}", "T,{date}"}) {
    CAPTURE(pattern);
    CHECK(fault_of_trailer(pattern).empty());
  }
}
